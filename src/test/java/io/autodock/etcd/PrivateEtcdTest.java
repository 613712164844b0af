package io.autodock.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.problem.AutodockException;
import io.etcd.jetcd.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class PrivateEtcdTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir
    Path state;

    @Test
    void aStrangerOnTheSameMachineIsRefused() {
        try (PrivateEtcd etcd = PrivateEtcd.start(state.resolve("etcd"));
                EtcdStore ours = etcd.connection(LIMIT).open();
                EtcdStore stranger = anonymous(etcd)) {
            ours.put("/a", "secret");

            assertRefused(() -> stranger.get("/a"));
            assertRefused(() -> stranger.put("/a", "mine now"));
            assertEquals(Optional.of("secret"), ours.get("/a").map(Entry::value));
        }
    }

    @Test
    void itsPasswordIsReadableByItsOwnerAlone() throws Exception {
        try (PrivateEtcd etcd = PrivateEtcd.start(state.resolve("etcd"))) {
            assertEquals("rw-------", permissions("etcd/password"));
            assertEquals("rwx------", permissions("etcd"));
            String password = Files.readString(state.resolve("etcd/password"));
            assertFalse(etcd.connection(LIMIT).toString().contains(password));
        }
    }

    @Test
    void theSameAccountGetsInAfterARestart() {
        try (PrivateEtcd first = PrivateEtcd.start(state.resolve("etcd"));
                EtcdStore store = first.connection(LIMIT).open()) {
            store.put("/a", "kept");
        }
        try (PrivateEtcd second = PrivateEtcd.start(state.resolve("etcd"));
                EtcdStore store = second.connection(LIMIT).open()) {
            assertEquals(Optional.of("kept"), store.get("/a").map(Entry::value));
        }
    }

    /** As one leaves it who is killed after the account was made and before it was asked for. */
    @Test
    void aStartThatWasKilledHalfWayIsFinishedByTheNext() throws Exception {
        try (PrivateEtcd first = PrivateEtcd.start(state.resolve("etcd"));
                EtcdStore store = first.connection(LIMIT).open()) {
            store.client().getAuthClient().authDisable().get(5, TimeUnit.SECONDS);
        }
        Files.delete(state.resolve("etcd/password"));

        try (PrivateEtcd second = PrivateEtcd.start(state.resolve("etcd"));
                EtcdStore store = second.connection(LIMIT).open();
                EtcdStore stranger = anonymous(second)) {
            store.put("/a", "written");

            assertEquals(Optional.of("written"), store.get("/a").map(Entry::value));
            assertRefused(() -> stranger.get("/a"));
        }
    }

    private static void assertRefused(Executable call) {
        String sentence = assertThrows(AutodockException.class, call).sentence();
        assertTrue(sentence.contains("user name is empty"), sentence);
    }

    private String permissions(String file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve(file)));
    }

    private static EtcdStore anonymous(PrivateEtcd etcd) {
        return new EtcdStore(Client.builder().endpoints(etcd.endpoint()).build(), LIMIT);
    }
}
