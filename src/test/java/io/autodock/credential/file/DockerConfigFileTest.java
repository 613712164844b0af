package io.autodock.credential.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.credential.Credential;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.secret.Secret;
import io.autodock.step.SetClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Docker's own file, and programs that print credentials. */
class DockerConfigFileTest {

    private static final String REGISTRY = "r.example.com:5000";

    @TempDir
    Path folder;

    private final SetClock clock = new SetClock();
    private Path file;
    private DockerConfigFile credentials;

    @BeforeEach
    void prepare() {
        file = folder.resolve("config.json");
        credentials = new DockerConfigFile(file, clock);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"auths\": {\"r.example.com:5000\": {\"auth\": \"dTpzM2NyOnQ=\"}}}",
                "{\"auths\": {\"https://r.example.com:5000\": {\"username\": \"u\", \"password\": \"s3cr:t\"}}}"
            })
    void aPasswordIsRead(String text) throws IOException {
        Files.writeString(file, text);
        assertEquals(Optional.of(new Credential("u", Secret.of("s3cr:t"))), credentials.of(REGISTRY));
        assertEquals(Optional.empty(), credentials.of("r.example.com"));
        assertEquals(Optional.empty(), credentials.of("docker.io"));
    }

    @Test
    void anIdentityTokenIsRead() throws IOException {
        Files.writeString(file, "{\"auths\": {\"https://index.docker.io/v1/\": {\"identitytoken\": \"t\"}}}");
        assertEquals(Optional.of(new Credential("<token>", Secret.of("t"))), credentials.of("docker.io"));
    }

    @Test
    void theFileIsReadAnewEachTime() throws IOException {
        Files.writeString(file, "{}");
        assertEquals(Optional.empty(), credentials.of(REGISTRY));
        Files.writeString(file, "{\"auths\": {\"r.example.com:5000\": {\"username\": \"u\", \"password\": \"p\"}}}");
        assertEquals(Optional.of(new Credential("u", Secret.of("p"))), credentials.of(REGISTRY));
    }

    @Test
    void aProgramIsAskedAndRememberedForAWhileOrUntilItsWordIsRefused() throws IOException {
        Path count = folder.resolve("count");
        helper("read registry; echo x >> " + count + "; n=$(wc -l < " + count + ")\n"
                + "echo \"{\\\"ServerURL\\\":"
                + " \\\"$registry\\\","
                + " \\\"Username\\\": \\\"u\\\","
                + " \\\"Secret\\\": \\\"s$n\\\"}\"");
        assertEquals("s1", secret());
        assertEquals("s1", secret());
        clock.pass(Duration.ofMinutes(5));
        assertEquals("s2", secret());
        credentials.refused(REGISTRY);
        assertEquals("s3", secret());
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo hunter2; exit 1", "echo '{\"Username\": \"hunter2\"'", "exit 0", "echo '{}' hunter2"})
    void whatAProgramPrintsIsNeverTold(String script) throws IOException {
        helper(script);
        AutodockException refused = assertThrows(AutodockException.class, () -> credentials.of(REGISTRY));
        assertEquals(ProblemCode.UNAVAILABLE, refused.code());
        assertTrue(refused.sentence().startsWith("the credentials of registry " + REGISTRY + " can't be had: "));
        assertFalse(refused.sentence().contains("hunter2"), refused.sentence());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "{\"auths\": {\"r.example.com:5000\": {\"auth\": \"hunter2!\"}}}",
                "{\"auths\": {\"r.example.com:5000\": {\"auth\": \"aHVudGVyMg==\"}}}"
            })
    void aBrokenFileIsNeverQuoted(String text) throws IOException {
        Files.writeString(file, text);
        AutodockException refused = assertThrows(AutodockException.class, () -> credentials.of(REGISTRY));
        assertEquals(ProblemCode.UNAVAILABLE, refused.code());
        assertFalse(refused.sentence().contains("hunter2"), refused.sentence());
    }

    @Test
    void aFileThatIsGoneIsTold() {
        AutodockException refused = assertThrows(AutodockException.class, () -> credentials.of(REGISTRY));
        assertTrue(refused.sentence().endsWith("can't be read"), refused.sentence());
    }

    private String secret() {
        return new String(
                credentials.of(REGISTRY).orElseThrow().secret().reveal(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private void helper(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("helper"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(file, "{\"credHelpers\": {\"" + REGISTRY + "\": \"" + program + "\"}}");
    }
}
