package io.autodock.bootstrap.salt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodock.bootstrap.MinionKeyPair;
import io.autodock.bootstrap.MinionKeysOnMaster.Acceptance;
import io.autodock.problem.AutodockException;
import io.autodock.salt.FakeSaltApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinionKeyRegistryTest {

    private FakeSaltApi master;
    private MinionKeyRegistry keys;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        master = new FakeSaltApi();
        keys = new MinionKeyRegistry(master.client(Files.writeString(directory.resolve("password"), "secret")));
    }

    @AfterEach
    void stop() {
        master.close();
    }

    @Test
    void acceptance_goes_out_in_one_call_without_the_private_half() throws Exception {
        master.on(
                "autodock.accept_keys",
                call -> Map.of(
                        "web001", Map.of("accepted", true), "web002", Map.of("refused", "another key stands there")));
        MinionKeyPair pair = new MinionKeyPair("PUB\n", "PRIVATE\n", "f00d");
        assertEquals(
                Map.of("web002", "another key stands there", "web003", "the Salt master gave no answer for web003"),
                keys.accept(List.of(
                        new Acceptance("web001", pair, List.of("beef")),
                        new Acceptance("web002", pair, List.of()),
                        new Acceptance("web003", pair, List.of()))));
        assertEquals(1, master.calls().size());
        assertEquals(FakeSaltApi.JSON.readTree("""
                        {"client": "runner", "fun": "autodock.accept_keys", "kwarg": {"keys": [
                          {"id": "web001", "pub": "PUB\\n", "replaces": ["beef"]},
                          {"id": "web002", "pub": "PUB\\n", "replaces": []},
                          {"id": "web003", "pub": "PUB\\n", "replaces": []}]}}
                        """), master.calls().get(0));
    }

    @Test
    void a_key_is_foreign_unless_its_fingerprint_is_ours() {
        master.on(
                "autodock.keys",
                call -> Map.of(
                        "web001", Map.of("state", "accepted", "fingerprint", "ours"),
                        "web002", Map.of("state", "pending", "fingerprint", "theirs")));
        assertEquals(
                Map.of("web002", "pending"),
                keys.foreignKeys(Map.of("web001", Set.of("ours"), "web002", Set.of("ours"), "web003", Set.of())));
    }

    @Test
    void what_was_kept_is_told() throws Exception {
        master.on(
                "autodock.drop_keys",
                call -> Map.of("web001", Map.of("dropped", true), "web002", Map.of("kept", "it is not ours")));
        assertEquals(
                Map.of("web002", "it is not ours"),
                keys.drop(Map.of("web001", List.of("f00d"), "web002", List.of("beef"))));
    }

    @Test
    void a_master_without_a_public_key_is_no_master() {
        master.on("autodock.master", call -> Map.of("public_key", ""));
        assertThrows(AutodockException.class, keys::masterPublicKey);
    }
}
