package io.autodock.announce.salt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.announce.RequestEvent;
import io.autodock.lab.Await;
import io.autodock.salt.FakeSaltApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaltBusTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private FakeSaltApi master;
    private SaltBus bus;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        master = new FakeSaltApi();
        master.on("autodock.announce", call -> call.path("kwarg").path("events").size());
        bus = new SaltBus(
                master.client(Files.writeString(directory.resolve("password"), "secret")),
                LIMIT,
                Duration.ofMillis(50));
    }

    @AfterEach
    void stop() {
        bus.close();
        master.close();
    }

    @Test
    void events_go_in_order_and_few_calls() {
        IntStream.range(0, 150).forEach(this::announce);
        Await.until("150 events came", LIMIT, () -> fired().size() == 150);
        assertEquals(IntStream.range(0, 150).boxed().toList(), fired());
        assertTrue(master.calls().size() < 10, "calls: " + master.calls().size());
        assertEquals(
                "{\"client\":\"runner\",\"fun\":\"autodock.announce\"}",
                "{\"client\":" + master.calls().get(0).path("client") + ",\"fun\":"
                        + master.calls().get(0).path("fun") + "}");
        JsonNode first = master.calls().get(0).path("kwarg").path("events").path(0);
        assertEquals("r1", first.path("request").asText());
        assertEquals("done", first.path("state").asText());
    }

    @Test
    void while_salt_api_is_away_events_wait() {
        master.answerWith(503);
        long before = System.nanoTime();
        IntStream.range(0, 5).forEach(this::announce);
        assertTrue(Duration.ofNanos(System.nanoTime() - before).toMillis() < 500, "announcing never waits");
        master.answerWith(200);
        Await.until("5 events came", LIMIT, () -> fired().size() == 5);
    }

    @Test
    void a_refusal_is_not_tried_again_and_holds_nothing_up() {
        master.answerWith(500);
        announce(0);
        bus.close();
        assertEquals(List.of(), fired());
    }

    @Test
    void a_full_queue_drops_and_goes_on() {
        master.answerWith(503);
        IntStream.range(0, 20_000).forEach(this::announce);
        master.answerWith(200);
        Await.until("what fitted came", LIMIT, () -> fired().size() >= 10_000);
        assertEquals(0, fired().get(0));
    }

    @Test
    void closing_sends_what_waits() {
        announce(7);
        bus.close();
        assertEquals(List.of(7), fired());
    }

    private void announce(int number) {
        bus.announce(new RequestEvent("r1", "done", Map.of("number", number)));
    }

    private List<Integer> fired() {
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode call : master.calls()) {
            call.path("kwarg")
                    .path("events")
                    .forEach(e -> numbers.add(e.path("data").path("number").asInt()));
        }
        return numbers;
    }
}
