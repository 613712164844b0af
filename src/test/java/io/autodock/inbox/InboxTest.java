package io.autodock.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.access.Caller;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.request.Acceptance;
import io.autodock.request.Request;
import io.autodock.request.RequestDesk;
import io.autodock.request.RequestId;
import io.autodock.request.Submission;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on their way through the folders, with a desk that only keeps what it is given. */
class InboxTest {

    private static final Duration GRACE = Duration.ofSeconds(30);

    @TempDir
    private Path state;

    private final Desk desk = new Desk();
    private Inbox inbox;

    @BeforeEach
    void open() {
        inbox = at(Instant.now());
    }

    @Test
    void aFileIsAcceptedOnceItsRequestsAreKept() throws IOException {
        drop("a.json", "owncloud,wiki");
        inbox.accept("a.json");
        assertEquals(List.of("accepted/a.json"), files());
        assertEquals(2, desk.requests.size());
    }

    @Test
    void theSameFileAgainIsTheSameRequests() throws IOException {
        Path file = drop("a.json", "owncloud");
        inbox.accept("a.json");
        Files.move(state.resolve("accepted/a.json"), file);
        inbox.accept("a.json");
        assertEquals(1, desk.requests.size());
    }

    @Test
    void theSameContentDroppedAgainIsAnotherRequestAndAnotherFile() throws IOException {
        drop("a.json", "owncloud");
        inbox.accept("a.json");
        drop("a.json", "owncloud");
        inbox.accept("a.json");
        assertEquals(List.of("accepted/a-1.json", "accepted/a.json"), files());
        assertEquals(2, desk.requests.size());
    }

    @Test
    void aBadFileIsRejectedBesideItsReason() throws IOException {
        drop("a.json", "bad:number");
        inbox.accept("a.json");
        assertEquals(List.of("rejected/a.json", "rejected/a.reason.txt"), files());
        assertEquals(
                "number \"x\" is not allowed; allowed is a number\n",
                Files.readString(state.resolve("rejected/a.reason.txt")));
    }

    @Test
    void whatIsNotWholeJsonIsGivenTimeToGrow() throws IOException {
        drop("a.json", "bad:request");
        inbox.accept("a.json");
        assertEquals(List.of("inbox/a.json"), files());
        at(Instant.now().plus(GRACE).plusSeconds(5)).accept("a.json");
        assertEquals(List.of("rejected/a.json", "rejected/a.reason.txt"), files());
    }

    @Test
    void aFileStaysWhereItIsWhileTheDeskIsAway() throws IOException {
        drop("a.json", "owncloud");
        desk.refusal = Optional.of(AutodockException.of(ProblemCode.UNAVAILABLE, "etcd does not answer"));
        inbox.accept("a.json");
        assertEquals(List.of("inbox/a.json"), files());
    }

    @Test
    void aFileWithOneGoodOrderGoesOnAndTellsOfTheOthers() throws IOException {
        drop("a.json", "owncloud,taken");
        inbox.accept("a.json");
        assertEquals(List.of("accepted/a.json", "accepted/a.reason.txt"), files());
        desk.endAll();
        inbox.deliverResults();
        assertEquals(List.of("failed/a.json", "failed/a.result.json"), files());
        assertEquals("1 [taken exists]", Files.readString(state.resolve("failed/a.result.json")));
    }

    @Test
    void anAcceptedFileWaitsForAllItsRequests() throws IOException {
        drop("a.json", "owncloud");
        inbox.accept("a.json");
        inbox.deliverResults();
        assertEquals(List.of("accepted/a.json"), files());
        desk.endAll();
        inbox.deliverResults();
        assertEquals(List.of("done/a.json", "done/a.result.json"), files());
    }

    @Test
    void aNameIsNeverAPath() {
        assertThrows(AutodockException.class, () -> inbox.accept("../accepted/a.json"));
        assertThrows(AutodockException.class, () -> inbox.accept(".."));
    }

    @Test
    void aFileThatIsWrittenIsNotSettled() throws IOException {
        SettledFiles settled = new SettledFiles(Duration.ZERO, later());
        Path file = state.resolve("inbox/a.json");
        try (OutputStream writer = Files.newOutputStream(file)) {
            writer.write('{');
            assertFalse(settled.isSettled(file.toString()));
        }
        assertTrue(settled.isSettled(file.toString()));
    }

    @Test
    void aFileThatHasJustChangedIsNotSettled() throws IOException {
        Path file = drop("a.json", "owncloud");
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(Instant.EPOCH));
        assertFalse(new SettledFiles(Duration.ofMinutes(1), Clock.systemUTC()).isSettled(file.toString()));
        assertTrue(new SettledFiles(Duration.ofMinutes(1), later()).isSettled(file.toString()));
    }

    @Test
    void onlyPlainFilesNamedAsRequestsAreRead() throws IOException {
        SettledFiles settled = new SettledFiles(Duration.ZERO, later());
        Path file = drop("a.json", "owncloud");
        assertTrue(settled.isSettled(file.toString()));
        Path link = Files.createSymbolicLink(state.resolve("inbox/link.json"), file);
        Path folder = Files.createDirectory(state.resolve("inbox/folder.json"));
        for (Path other : List.of(
                link,
                folder,
                drop(".hidden.json", "x"),
                drop("a.json.part", "x"),
                drop("A.JSON", "x"),
                drop("b", "x"))) {
            assertFalse(settled.isSettled(other.toString()), other.toString());
        }
        assertFalse(settled.isSettled(state.resolve("inbox/absent.json").toString()));
    }

    @Test
    void aLongNameGivesWayToTheEndingOfItsResult() throws IOException {
        String name = "ä".repeat(125) + ".json";
        drop(name, "bad:number");
        inbox.accept(name);
        assertEquals(2, files().size());
        assertTrue(files().stream().anyMatch(file -> file.endsWith("ä.reason.txt")), files().toString());
    }

    private Inbox at(Instant now) {
        return new Inbox(state.resolve("inbox"), desk, new Names(), GRACE, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Clock later() {
        return Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    }

    private Path drop(String name, String content) throws IOException {
        return Files.writeString(state.resolve("inbox").resolve(name), content);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> state.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** Files that hold formation names, or {@code bad:FIELD}. */
    private static final class Names implements Inbox.Formats {

        @Override
        public List<Order> orders(byte[] content) {
            String text = new String(content, StandardCharsets.UTF_8);
            if (text.startsWith("bad:")) {
                throw AutodockException.invalid(text.substring(4), "x", "a number");
            }
            return Arrays.stream(text.split(",", -1)).map(Names::order).toList();
        }

        private static Order order(String formation) {
            return new Order(
                    Operation.DELETE,
                    Optional.of(FormationId.of("cholcomb", formation)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        @Override
        public String result(List<Request> requests, List<String> refusals) {
            return requests.size() + " " + refusals;
        }

        @Override
        public String hash(byte[] content) {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    /** Keeps requests by their delivery's key; refuses the formation {@code taken}. */
    private static final class Desk implements RequestDesk {

        private final Map<String, Request> requests = new LinkedHashMap<>();
        private Optional<AutodockException> refusal = Optional.empty();

        @Override
        public Acceptance submit(Submission submission) {
            refusal.ifPresent(later -> {
                throw later;
            });
            FormationId formation = submission.order().formation().orElseThrow();
            if (formation.formation().value().equals("taken")) {
                throw AutodockException.of(ProblemCode.CONFLICT, "taken exists");
            }
            String key = submission.deliveryKey().orElseThrow();
            boolean repeated = requests.containsKey(key);
            return new Acceptance(requests.computeIfAbsent(key, fresh -> request(submission)), repeated);
        }

        private static Request request(Submission submission) {
            Instant now = Instant.now();
            Order order = submission.order();
            return Request.accepted(
                    RequestId.fresh(now),
                    order.operation(),
                    order.formation(),
                    submission.trigger(),
                    submission.caller().name(),
                    "",
                    now);
        }

        void endAll() {
            requests.replaceAll((key, request) -> request.done(Instant.now(), "it is done"));
        }

        @Override
        public Optional<Request> findDelivered(Submission submission) {
            return Optional.ofNullable(requests.get(submission.deliveryKey().orElseThrow()));
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
        public Request await(Caller caller, RequestId id, Duration atMost) {
            throw new UnsupportedOperationException();
        }
    }
}
