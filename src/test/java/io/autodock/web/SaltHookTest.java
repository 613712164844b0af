package io.autodock.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.access.Caller;
import io.autodock.access.Role;
import io.autodock.access.Tokens;
import io.autodock.formation.Order;
import io.autodock.formation.UserName;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.request.Acceptance;
import io.autodock.request.Request;
import io.autodock.request.RequestDesk;
import io.autodock.request.RequestId;
import io.autodock.request.Submission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SaltHookTest {

    private static final String DATA = "{\"user\": \"carl\", \"formation\": \"f1\", \"hostname-scheme\": \"clweb\"}";
    private final NotedDesk desk = new NotedDesk();
    private final IncomingOrders orders = new IncomingOrders(Optional.of("registry:5000/sshd:1"));

    private static HttpCall event(String data) {
        String body = "{\"tag\": \"autodock/formation/create\", \"data\": " + data + "}";
        return new HttpCall(
                "/hooks/salt",
                Map.of(),
                Map.of("content-type", List.of("application/json"), "idempotency-key", List.of("k1")),
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void onATrustedBusAnEventWithoutATokenIsAnOperators() {
        new SaltHook(desk, new OneToken(), orders, true).deliver(event(DATA));
        assertEquals(Caller.operator("salt"), desk.noted.get(0).caller());
        assertEquals(Optional.of("k1"), desk.noted.get(0).deliveryKey());
    }

    /** A trusted bus makes no wrong token right. */
    @Test
    void onATrustedBusAWrongTokenIsNotBelieved() {
        SaltHook hook = new SaltHook(desk, new OneToken(), orders, true);
        for (String token : List.of("\"wrong\"", "null", "7", "\"delivery\"")) {
            AutodockException refusal = assertThrows(
                    AutodockException.class,
                    () -> hook.deliver(event(DATA.replace("{", "{\"token\": " + token + ", "))));
            assertEquals(ProblemCode.NOT_BELIEVED, refusal.code());
        }
        assertTrue(desk.noted.isEmpty());
    }

    @Test
    void theTokenGoesNoFurther() {
        new SaltHook(desk, new OneToken(), orders, false).deliver(event(DATA.replace("{", "{\"token\": \"right\", ")));
        assertEquals(Role.USER, desk.noted.get(0).caller().role());
        assertEquals(Optional.empty(), desk.noted.get(0).order().token());
    }

    /** Notes what is submitted, and accepts it. */
    private static final class NotedDesk implements RequestDesk {
        private final List<Submission> noted = new ArrayList<>();

        @Override
        public Acceptance submit(Submission submission) {
            noted.add(submission);
            Instant now = Instant.parse("2026-01-02T03:04:05Z");
            Request request = Request.accepted(
                    RequestId.fresh(now),
                    submission.order().operation(),
                    submission.order().formation(),
                    submission.trigger(),
                    submission.caller().name(),
                    "",
                    now);
            return new Acceptance(request, false);
        }

        @Override
        public Request find(Caller caller, RequestId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Request> list(Caller caller, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Request> findDelivered(Submission submission) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Request await(Caller caller, RequestId id, Duration atMost) {
            throw new UnsupportedOperationException();
        }
    }

    /** Knows the token {@code right} of carl, and the engine's. */
    private static final class OneToken implements Tokens {
        @Override
        public Optional<Caller> authenticate(Order.Token token) {
            return switch (token.secret()) {
                case "right" -> Optional.of(Caller.user("carl's", new UserName("carl")));
                case "delivery" -> Optional.of(new Caller("engine", Role.DELIVERY, Optional.empty()));
                default -> Optional.empty();
            };
        }

        @Override
        public Issued create(String name, Role role, Optional<UserName> user) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void revoke(String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<TokenRecord> list() {
            return List.of();
        }
    }
}
