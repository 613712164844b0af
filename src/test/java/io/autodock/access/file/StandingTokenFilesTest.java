package io.autodock.access.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.access.Caller;
import io.autodock.access.Role;
import io.autodock.access.etcd.EtcdTokens;
import io.autodock.etcd.RealEtcd;
import io.autodock.formation.Order;
import io.autodock.json.Json;
import io.autodock.problem.AutodockException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class StandingTokenFilesTest {

    @RegisterExtension
    static final RealEtcd ETCD = new RealEtcd();

    @TempDir
    private Path folder;

    private final EtcdTokens tokens = new EtcdTokens(ETCD.store(), Clock.systemUTC());

    @BeforeEach
    void empty() {
        tokens.list().forEach(record -> tokens.revoke(record.id()));
    }

    private Optional<Role> roleOf(String secret) {
        return tokens.authenticate(new Order.Token(secret)).map(Caller::role);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void theEnginesTokenIsMadeOnceAndStaysValid() throws IOException {
        Path file = folder.resolve("salt").resolve("engine-token");
        new EngineTokenFile(file).register(tokens);
        String secret = Files.readString(file).strip();
        assertEquals("rw-------", mode(file));
        assertEquals(Optional.of(Role.DELIVERY), roleOf(secret));
        new EngineTokenFile(file).register(tokens);
        assertEquals(secret, Files.readString(file).strip());
        assertEquals(1, tokens.list().size());
    }

    /** As after a restore of etcd, or a stop between the file and its record. */
    @Test
    void aTokenWhoseRecordIsGoneIsRegisteredAgain() throws IOException {
        Path file = folder.resolve("engine-token");
        new EngineTokenFile(file).register(tokens);
        empty();
        new EngineTokenFile(file).register(tokens);
        assertEquals(Optional.of(Role.DELIVERY), roleOf(Files.readString(file).strip()));
    }

    @Test
    void whatIsNoTokenIsRefusedAndNotTold() throws IOException {
        Path file = Files.writeString(folder.resolve("engine-token"), "hunter2");
        AutodockException refusal =
                assertThrows(AutodockException.class, () -> new EngineTokenFile(file).register(tokens));
        assertTrue(refusal.sentence().contains("autodock.salt.engine-token-file"), refusal.sentence());
        assertTrue(!refusal.sentence().contains("hunter2"), refusal.sentence());
        assertEquals("hunter2", Files.readString(file));
    }

    @Test
    void theLocalOperatorsTokenIsFreshAtEachStart() throws IOException {
        LocalOperatorFile file = new LocalOperatorFile(folder, "box");
        file.refresh(tokens, "http://127.0.0.1:8440");
        JsonNode first =
                Json.mapper().readTree(folder.resolve("local-operator.json").toFile());
        assertEquals("rw-------", mode(folder.resolve("local-operator.json")));
        assertEquals("http://127.0.0.1:8440", first.path("server").asText());
        assertEquals(Optional.of(Role.OPERATOR), roleOf(first.path("token").asText()));
        file.refresh(tokens, "http://127.0.0.1:8440");
        JsonNode second =
                Json.mapper().readTree(folder.resolve("local-operator.json").toFile());
        assertEquals(Optional.empty(), roleOf(first.path("token").asText()));
        assertEquals(Optional.of(Role.OPERATOR), roleOf(second.path("token").asText()));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("local-operator.json")), left.toList());
        }
    }

    @Test
    void aLostFileLeavesNoTokenBehindAndOthersKeepTheirs() throws IOException {
        new LocalOperatorFile(folder.resolve("other"), "box").refresh(tokens, "http://127.0.0.1:1");
        LocalOperatorFile file = new LocalOperatorFile(folder, "box");
        file.refresh(tokens, "http://127.0.0.1:2");
        Files.delete(folder.resolve("local-operator.json"));
        file.refresh(tokens, "http://127.0.0.1:2");
        assertEquals(2, tokens.list().size());
    }
}
