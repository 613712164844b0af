package io.autodock.cluster.salt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostServer;
import io.autodock.salt.FakeSaltApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinionFactsTest {

    private final Deque<Runnable> background = new ArrayDeque<>();
    private Instant now = Instant.EPOCH;
    private FakeSaltApi master;
    private Path password;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        password = Files.writeString(directory.resolve("password"), "secret");
        master = new FakeSaltApi();
        master.on(
                "autodock.facts",
                call -> Map.of(
                        "m1",
                                Map.of(
                                        "load",
                                        Map.of("1-min", 9, "5-min", 8, "15-min", 5.25),
                                        "cores",
                                        4,
                                        "memory_mb",
                                        16000),
                        "m2", "Minion did not return. [No response]",
                        "m3", Map.of("load", Map.of(), "cores", 4, "memory_mb", 16000)));
    }

    @AfterEach
    void stop() {
        master.close();
    }

    @Test
    void one_call_for_all_and_the_silent_are_left_out() throws Exception {
        MinionFacts facts = facts(Duration.ofSeconds(5));
        List<HostServer> hosts = List.of(host("h1", "m1"), host("h2", "m2"), host("h3", "m3"), host("h4", ""));
        Map<String, HostFacts> expected = Map.of("h1", new HostFacts(5.25, 4, 16000, "minion"));
        assertEquals(expected, facts.facts(hosts));
        assertEquals(expected, facts.facts(hosts));
        assertEquals(1, master.calls().size());
        assertEquals("[\"m1\",\"m2\",\"m3\"]", master.calls().get(0).path("tgt").toString());
    }

    @Test
    void what_is_no_longer_fresh_serves_while_it_is_asked_for_again() throws Exception {
        MinionFacts facts = facts(Duration.ofSeconds(5));
        List<HostServer> hosts = List.of(host("h1", "m1"));
        facts.facts(hosts);
        now = now.plusSeconds(30);
        master.on("autodock.facts", call -> Map.of("m1", told(1.5)));
        assertEquals(5.25, load(facts.facts(hosts)));
        assertEquals(5.25, load(facts.facts(hosts)));
        assertEquals(1, background.size());
        background.remove().run();
        assertEquals(1.5, load(facts.facts(hosts)));
        assertEquals(2, master.calls().size());
        assertEquals(0, background.size());
    }

    @Test
    void what_is_too_old_and_an_old_silence_are_asked_for_first() throws Exception {
        MinionFacts facts = facts(Duration.ofSeconds(5));
        List<HostServer> hosts = List.of(host("h1", "m1"), host("h2", "m2"));
        facts.facts(hosts);
        master.on("autodock.facts", call -> Map.of("m1", told(1.5), "m2", told(2.5)));
        now = now.plusSeconds(6);
        assertEquals(2, facts.facts(hosts).size());
        assertEquals(2, master.calls().size());
        now = now.plusSeconds(60);
        facts.facts(hosts);
        assertEquals(3, master.calls().size());
        assertEquals(0, background.size());
    }

    @Test
    void a_master_that_is_away_leaves_every_host_without_facts() throws Exception {
        MinionFacts facts = facts(Duration.ofSeconds(5));
        master.close();
        assertEquals(Map.of(), facts.facts(List.of(host("h1", "m1"))));
    }

    private static Map<String, Object> told(double load) {
        return Map.of("load", Map.of("15-min", load), "cores", 4, "memory_mb", 16000);
    }

    private static double load(Map<String, HostFacts> facts) {
        return Objects.requireNonNull(facts.get("h1")).load15();
    }

    private MinionFacts facts(Duration fresh) throws Exception {
        return new MinionFacts(
                master.client(password), new MinionFacts.Ages(fresh, Duration.ofSeconds(60)), background::add, clock());
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    private static HostServer host(String name, String minion) {
        return new HostServer(name, "10.0.0.1", new EngineEndpoint.MutualTls("10.0.0.1", 2376), minion, Map.of(), true);
    }
}
