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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinionFactsTest {

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
    void what_is_stale_is_asked_again() throws Exception {
        MinionFacts facts = facts(Duration.ZERO);
        facts.facts(List.of(host("h1", "m1")));
        facts.facts(List.of(host("h1", "m1")));
        assertEquals(2, master.calls().size());
    }

    @Test
    void a_master_that_is_away_leaves_every_host_without_facts() throws Exception {
        MinionFacts facts = facts(Duration.ofSeconds(5));
        master.close();
        assertEquals(Map.of(), facts.facts(List.of(host("h1", "m1"))));
    }

    private MinionFacts facts(Duration fresh) throws Exception {
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        return new MinionFacts(master.client(password), fresh, clock);
    }

    private static HostServer host(String name, String minion) {
        return new HostServer(name, "10.0.0.1", new EngineEndpoint.MutualTls("10.0.0.1", 2376), minion, Map.of(), true);
    }
}
