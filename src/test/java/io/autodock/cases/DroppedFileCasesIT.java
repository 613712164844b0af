package io.autodock.cases;

import static io.autodock.cases.Orders.order;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autodock.lab.Await;
import io.autodock.lab.Calls;
import io.autodock.lab.RunningService;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files dropped into the inbox by real writers: slow ones, odd names, and a service that dies meanwhile. */
class DroppedFileCasesIT {

    private static final Duration SOON = Duration.ofSeconds(40);

    private static RunningService service;
    private static Calls operator;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start(Map.of("autodock.image", SleepingImage.build()));
        operator = Calls.as(service, "operator", "");
    }

    @AfterAll
    static void stop() {
        try {
            for (JsonNode formation : operator.get("/v1/formations").json().path("formations")) {
                operator.delete("/v1/formations/" + formation.path("user").asText() + "/"
                        + formation.path("formation").asText() + "?wait=60");
            }
        } finally {
            service.close();
        }
    }

    /** The cheapest request there is: it makes nothing. */
    private static String verification(String formation) {
        return "{\"operation\":\"verify\",\"user\":\"team1\",\"formation\":\"" + formation + "\"}";
    }

    private static Path inbox(String name) {
        return service.folder("inbox").resolve(name);
    }

    private static void drop(String name, String content) throws IOException {
        Path hidden = inbox("." + name + ".tmp");
        Files.writeString(hidden, content);
        Files.move(hidden, inbox(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitIn(String folder, String name) {
        Path file = service.folder(folder).resolve(name);
        Await.until(name + " in " + folder, SOON, () -> Files.exists(file));
    }

    private static long requestsFor(String formation) {
        int count = 0;
        for (JsonNode request : operator.get("/v1/requests?most=1000").json().path("requests")) {
            count += request.path("formation").asText().equals(formation) ? 1 : 0;
        }
        return count;
    }

    private static List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(service.folder(folder))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    /** A writer of its own process: writes the first half, claims to be of 2020, and the rest once it is told to. */
    private static final class SlowWriter implements AutoCloseable {
        private final Process process;

        SlowWriter(Path file, String half, String rest) throws IOException {
            process = new ProcessBuilder(
                            "bash",
                            "-c",
                            "exec 3>>\"$1\"; printf %s \"$2\" >&3; touch -d 2020-01-01 \"$1\"; read -r;"
                                    + " printf %s \"$3\" >&3; touch -d 2020-01-01 \"$1\"; exec 3>&-",
                            "writer",
                            file.toString(),
                            half,
                            rest)
                    .start();
        }

        void finish() throws IOException {
            try (OutputStream in = process.getOutputStream()) {
                in.write('\n');
            }
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    @Test
    void case017AFileThatStillGrowsIsLeftAloneHoweverOldItClaimsToBe() throws IOException {
        String object = verification("slow1");
        String listed = verification("slow2");
        try (SlowWriter half = new SlowWriter(inbox("slow1.json"), object.substring(0, 20), object.substring(20));
                SlowWriter list = new SlowWriter(inbox("slow2.json"), "[" + listed + ",", listed + "]");
                SlowWriter whole = new SlowWriter(inbox("slow3.json"), verification("slow3"), "\n")) {
            drop("clock.json", object.substring(0, 20));
            awaitIn("rejected", "clock.json");
            for (String name : List.of("slow1", "slow2", "slow3")) {
                assertTrue(Files.exists(inbox(name + ".json")), name);
                assertEquals(0, requestsFor(name), name);
            }
            half.finish();
            list.finish();
            whole.finish();
            for (String name : List.of("slow1", "slow2", "slow3")) {
                awaitIn("done", name + ".json");
            }
        }
        assertEquals(1, requestsFor("slow1"));
        assertEquals(2, requestsFor("slow2"));
        assertEquals(1, requestsFor("slow3"));
        assertTrue(Files.readString(service.folder("rejected").resolve("clock.reason.txt"))
                .startsWith("request \""));
    }

    @Test
    void case017WhatIsMovedOrLinkedInCountsOnceAndATemporaryNameNever() throws IOException {
        Path beside = service.state().resolve("moved.json");
        Files.writeString(beside, verification("moved"));
        Files.setLastModifiedTime(beside, java.nio.file.attribute.FileTime.fromMillis(1_577_836_800_000L));
        Files.move(beside, inbox("moved.json"), StandardCopyOption.ATOMIC_MOVE);
        Path elsewhere = Files.createTempFile(Path.of("/dev/shm"), "tb", ".json");
        Files.writeString(elsewhere, verification("across"));
        run("mv", elsewhere.toString(), inbox("across.json").toString());
        Path kept = service.state().resolve("kept.json");
        Files.writeString(kept, verification("linked"));
        Files.createLink(inbox("linked.json"), kept);
        Files.writeString(inbox(".rsynced.json.AbC123"), verification("rsynced"));

        for (String name : List.of("moved", "across", "linked")) {
            awaitIn("done", name + ".json");
            assertEquals(1, requestsFor(name), name);
        }
        assertTrue(Files.exists(inbox(".rsynced.json.AbC123")));
        assertEquals(0, requestsFor("rsynced"));
        Files.move(inbox(".rsynced.json.AbC123"), inbox("rsynced.json"));
        awaitIn("done", "rsynced.json");
    }

    private static void run(String... command) throws IOException {
        try {
            assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor(), List.of(command)::toString);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void case019NamesAreDataAndWhatIsNoPlainFileIsNeverOpened() throws IOException {
        List<String> names = List.of(
                "two words.json", "-rf.json", "$(touch pwned).json", "a\nnewline.json", "x".repeat(250) + ".json");
        for (int number = 0; number < names.size(); number++) {
            Path hidden = inbox(".odd" + number);
            Files.writeString(hidden, order("team1", "odd" + number, "tbodd").text());
            Files.move(hidden, inbox(names.get(number)));
        }
        for (String left : List.of("X.JSON", "notes.txt", ".hidden.json", "a.json~", "a.json.tmp")) {
            Files.writeString(inbox(left), verification("left"));
        }
        Files.createDirectories(inbox("sub"));
        Files.writeString(inbox("sub").resolve("a.json"), verification("left"));
        Files.createSymbolicLink(inbox("l.json"), Path.of("/etc/hostname"));
        Files.createDirectories(inbox("d.json"));
        run("mkfifo", inbox("p.json").toString());

        for (int number = 0; number < names.size(); number++) {
            awaitIn("done", names.get(number));
            assertEquals(1, requestsFor("odd" + number));
        }
        for (String name : names.subList(0, 4)) {
            assertTrue(Files.exists(service.folder("done").resolve(name.replace(".json", ".result.json"))), name);
        }
        assertTrue(names("done").stream().anyMatch(name -> name.startsWith("xxx") && name.endsWith(".result.json")));
        for (String left : List.of(
                "X.JSON",
                "notes.txt",
                ".hidden.json",
                "a.json~",
                "a.json.tmp",
                "sub/a.json",
                "l.json",
                "d.json",
                "p.json")) {
            assertTrue(Files.exists(inbox(left), LinkOption.NOFOLLOW_LINKS), left);
        }
        assertEquals(0, requestsFor("left"));
        String log = Files.readString(service.log());
        for (String told : List.of("l.json", "p.json")) {
            assertEquals(1, log.split("\\Q" + told + " in the inbox is left alone\\E", -1).length - 1, told);
        }
        assertFalse(
                Files.exists(Path.of("pwned")) || Files.exists(service.state().resolve("pwned")));
        for (String left : List.of(
                "X.JSON",
                "notes.txt",
                ".hidden.json",
                "a.json~",
                "a.json.tmp",
                "sub/a.json",
                "sub",
                "l.json",
                "d.json",
                "p.json")) {
            Files.delete(inbox(left));
        }
    }

    /** Java takes names apart by the locale, so the file is made and looked for by a shell that takes bytes as they are. */
    @Test
    void case019ANameBeyondAsciiKeepsItsBytes() throws IOException {
        Path script = service.state().resolve("umlaut.sh");
        Files.writeString(
                script,
                "set -eu; cd \"$1\"; printf '%s' '" + verification("umlaut") + "' > inbox/.u;"
                        + " mv inbox/.u \"$(printf 'inbox/\\303\\274n\\303\\257.json')\"\n");
        run("bash", script.toString(), service.state().toString());
        Path look = service.state().resolve("look.sh");
        Files.writeString(
                look,
                "cd \"$1/done\" && test -f \"$(printf '\\303\\274n\\303\\257.json')\""
                        + " && test -f \"$(printf '\\303\\274n\\303\\257.result.json')\"\n");
        Await.until(
                "the file is done under its own name",
                SOON,
                () -> new ProcessBuilder(
                                        "bash", look.toString(), service.state().toString())
                                .start()
                                .waitFor()
                        == 0);
        assertEquals(1, requestsFor("umlaut"));
    }

    @Test
    void theSameFileAgainIsANewRequest() throws IOException {
        drop("again.json", verification("again"));
        awaitIn("done", "again.json");
        drop("again.json", verification("again"));
        awaitIn("done", "again-1.json");
        assertEquals(2, requestsFor("again"));
        assertTrue(Files.exists(service.folder("done").resolve("again.result.json")));
        assertTrue(Files.exists(service.folder("done").resolve("again-1.result.json")));
    }

    @Test
    void aListWithOneBadOrderIsRejectedWholeAndTheBadOneNamed() throws IOException {
        drop(
                "one-bad.json",
                "[" + verification("fine") + "," + order("team1", "f", "tb/x").text() + "]");
        awaitIn("rejected", "one-bad.reason.txt");
        String reason = Files.readString(service.folder("rejected").resolve("one-bad.reason.txt"));
        assertTrue(reason.startsWith("hostname-scheme (request 2 of 2) \"tb/x\" is not allowed"), reason);
        assertEquals(0, requestsFor("fine"));
    }

    @Test
    void aListWithOneRefusedOrderIsCarriedOutButForThatOne() throws IOException {
        String absent = "{\"operation\":\"delete\",\"user\":\"team1\",\"formation\":\"absent\"}";
        drop("one-refused.json", "[" + verification("partly") + "," + absent + "]");
        awaitIn("failed", "one-refused.result.json");
        JsonNode result = new ObjectMapper()
                .readTree(Files.readString(service.folder("failed").resolve("one-refused.result.json")));
        assertEquals(1, result.path("requests").size());
        assertEquals(
                "formation team1/absent does not exist",
                result.path("refusals").path(0).asText());
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreTakenAndThreeMegabytesAreNot() throws IOException {
        drop("bom.json", "\uFEFF" + verification("bom").replace(",", ",\r\n") + "\r\n");
        drop("large.json", verification("large") + " ".repeat(3 << 20));
        awaitIn("done", "bom.json");
        awaitIn("rejected", "large.reason.txt");
        String reason = Files.readString(service.folder("rejected").resolve("large.reason.txt"));
        assertTrue(reason.contains("at most 2097152 bytes"), reason);
        assertEquals(0, requestsFor("large"));
    }

    @Test
    void aServiceKilledBetweenAcceptingAndMovingLosesNothingAndRepeatsNothing() throws IOException {
        int orders = 40;
        drop(
                "killed.json",
                IntStream.range(0, orders)
                        .mapToObj(number -> verification("killed"))
                        .collect(Collectors.joining(",", "[", "]")));
        Await.until("some of the file's orders are in etcd", SOON, () -> requestsFor("killed") > 0);
        service.kill();
        service.restart();
        awaitIn("done", "killed.json");
        assertEquals(orders, requestsFor("killed"));
        JsonNode result = new ObjectMapper()
                .readTree(Files.readString(service.folder("done").resolve("killed.result.json")));
        List<String> ids = new ArrayList<>();
        result.path("requests")
                .forEach(request -> ids.add(request.path("request").asText()));
        assertEquals(orders, ids.stream().distinct().count());
    }
}
