package io.autodock.balance.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.balance.Balancer;
import io.autodock.balance.push.BalancerShell.Ended;
import io.autodock.bootstrap.ssh.ControllerKey;
import io.autodock.bootstrap.ssh.LocalSshd;
import io.autodock.bootstrap.ssh.OpenSshKey;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts over a real SSH connection, and sshds that do not behave. */
class SshShellTest {

    @TempDir
    Path folder;

    private LocalSshd sshd;
    private SshShell shell;

    @BeforeEach
    void start() throws Exception {
        ControllerKey key = ControllerKey.at(folder);
        sshd = new LocalSshd(folder, key.key().publicLine(), command -> new LocalSshd.Answer(7, "said"));
        shell = new SshShell(key.pairs(), Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() throws Exception {
        shell.close();
        sshd.close();
    }

    @Test
    void aScriptsEndAndWordsAreToldOverOneConnectionForAll() {
        Balancer balancer = balancer(sshd.hostKeyLine());
        assertEquals(new Ended(7, "said"), shell.run(balancer, "exit 7"));
        assertEquals(new Ended(7, "said"), shell.run(balancer, "exit 7"));
        assertEquals(1, sshd.sessions());
        assertEquals(List.of("exec sh -s 2>&1", "exec sh -s 2>&1"), sshd.commands(), "the script is no argument");
    }

    @Test
    void nothingIsSentToAnotherHostKey() {
        AutodockException refused = assertThrows(
                AutodockException.class,
                () -> shell.run(balancer(OpenSshKey.generate("other").publicLine()), "exit 0"));
        assertEquals(ProblemCode.UNAVAILABLE, refused.code());
        assertEquals(List.of(), sshd.commands());
    }

    @Test
    void nothingIsSentWithoutARecordedHostKey() {
        AutodockException refused =
                assertThrows(AutodockException.class, () -> shell.run(Balancer.named("lb1"), "exit 0"));
        assertTrue(refused.sentence().contains("its SSH host key is not recorded"), refused.sentence());
    }

    @Test
    void droppedLoginsAreTriedAgain() {
        sshd.dropNext(3);
        assertEquals(7, shell.run(balancer(sshd.hostKeyLine()), "exit 7").status());
        assertEquals(4, sshd.sessions());
    }

    @Test
    void aRefusedKeyIsNot() throws Exception {
        try (SshShell stranger = new SshShell(
                ControllerKey.at(folder.resolve("other")).pairs(), Duration.ofSeconds(10), Duration.ofSeconds(10))) {
            assertThrows(AutodockException.class, () -> stranger.run(balancer(sshd.hostKeyLine()), "exit 0"));
        }
        assertEquals(1, sshd.sessions());
    }

    private Balancer balancer(String hostKeyLine) {
        String[] words = hostKeyLine.strip().split(" ", -1);
        return new Balancer("lb1", "127.0.0.1", sshd.port(), "root", words[0] + " " + words[1]);
    }
}
