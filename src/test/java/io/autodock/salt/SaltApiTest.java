package io.autodock.salt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaltApiTest {

    private Path password;
    private FakeSaltApi master;
    private SaltApi salt;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        password = Files.writeString(directory.resolve("password"), "secret\n");
        master = new FakeSaltApi();
        salt = master.client(password);
        master.on("autodock.master", call -> Map.of("public_key", "PEM"));
    }

    @AfterEach
    void stop() {
        master.close();
    }

    @Test
    void one_login_serves_many_calls() {
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    "PEM", salt.runner("master", Map.of()).path("public_key").asText());
        }
        assertEquals(1, master.logins());
    }

    @Test
    void a_lost_session_costs_one_more_login() {
        salt.runner("master", Map.of());
        master.forgetSessions();
        salt.runner("master", Map.of());
        assertEquals(2, master.logins());
    }

    @Test
    void a_second_401_is_about_rights() {
        master.answerWith(401);
        AutodockException refused = refusal();
        assertEquals(ProblemCode.FAILED, refused.code());
        assertEquals("salt-api does not allow this to the user autodock (external_auth)", refused.sentence());
    }

    @Test
    void a_wrong_password_is_told_and_not_shown() throws IOException {
        Files.writeString(password, "wrong");
        AutodockException refused = refusal();
        assertEquals("salt-api refuses the user autodock or its password", refused.sentence());
    }

    @Test
    void an_error_page_becomes_a_sentence() {
        master.answerWith(500);
        assertEquals(
                "salt-api answers with status 500: an error page", refusal().sentence());
        master.answerWith(503);
        assertEquals(ProblemCode.UNAVAILABLE, refusal().code());
    }

    @Test
    void a_fault_told_as_text_is_no_success() {
        AutodockException failure = assertThrows(AutodockException.class, () -> salt.runner("keys", Map.of()));
        assertEquals("the Salt master's autodock.keys failed: Passed invalid arguments", failure.sentence());
    }

    @Test
    void nobody_there_is_unavailable() {
        master.close();
        assertEquals(ProblemCode.UNAVAILABLE, refusal().code());
    }

    @Test
    void one_that_hangs_is_unavailable_in_time() {
        CountDownLatch never = new CountDownLatch(1);
        master.on("autodock.master", call -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "";
        });
        SaltApi impatient = master.client(password, Duration.ofMillis(300));
        AutodockException failure = assertThrows(AutodockException.class, () -> impatient.runner("master", Map.of()));
        never.countDown();
        assertEquals(ProblemCode.UNAVAILABLE, failure.code());
    }

    @Test
    void facts_name_their_minions_and_leave_the_silent_ones_out() {
        master.on(
                "autodock.facts",
                call -> Map.of("h1", Map.of("cores", 4), "h2", "Minion did not return. [No response]", "h9", Map.of()));
        assertEquals(
                Set.of("h1"),
                salt.facts(List.of("h1", "h2", "h3"), Duration.ofSeconds(1)).keySet());
        assertEquals(
                "{\"client\":\"local\",\"fun\":\"autodock.facts\",\"gather_job_timeout\":1,\"tgt\":[\"h1\",\"h2\",\"h3\"],"
                        + "\"tgt_type\":\"list\",\"timeout\":1}",
                sorted(master.calls().get(0)));
    }

    @Test
    void a_pattern_is_no_minion() {
        for (String id : List.of("*", "", "h1,h2", "a b", "../x", "h1\n")) {
            assertThrows(AutodockException.class, () -> salt.facts(List.of(id), Duration.ofSeconds(1)), id);
        }
        assertTrue(master.calls().isEmpty());
    }

    private AutodockException refusal() {
        return assertThrows(AutodockException.class, () -> salt.runner("master", Map.of()));
    }

    private static String sorted(JsonNode call) {
        try {
            return FakeSaltApi.JSON.writeValueAsString(
                    FakeSaltApi.JSON.convertValue(call, new TypeReference<TreeMap<String, Object>>() {}));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
