package io.autodock.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.formation.BootstrapMode;
import io.autodock.problem.AutodockException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapScriptTest {

    private final BootstrapScript script = new BootstrapScript(new BootstrapSettings(
            List.of("10.0.0.5", "salt2"), Optional.of("apt-get install -y 'salt-minion'"), BootstrapLimits.FIELD));

    @Test
    void the_whole_script_for_cron() throws IOException {
        assertEquals(golden("cron.sh"), script.text(Orders.salted("clweb001", BootstrapMode.CRON)));
    }

    @Test
    void the_whole_script_for_the_daemon() throws IOException {
        assertEquals(golden("minion.sh"), script.text(Orders.salted("clweb001", BootstrapMode.MINION)));
    }

    @Test
    void without_a_master_it_only_looks_whether_root_got_in() throws IOException {
        assertEquals(golden("reachable.sh"), script.text(Orders.plain("clweb001", 9023)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "dash", "bash"})
    void shells_understand_it(String shell) throws Exception {
        for (BootstrapMode mode : BootstrapMode.values()) {
            Process check = new ProcessBuilder(shell, "-n", "-c", script.text(Orders.salted("clweb001", mode)))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals("", said);
            assertEquals(0, check.waitFor());
        }
    }

    @Test
    void it_holds_no_private_key() {
        assertFalse(script.text(Orders.salted("clweb001", BootstrapMode.CRON)).contains("PRIVATE"));
    }

    @Test
    void neighbours_run_in_different_minutes() {
        String first = cronLine("clweb001");
        String second = cronLine("clweb002");
        assertTrue(first.matches("\\d{1,2}-59/15 .*"), first);
        assertFalse(first.equals(second));
    }

    @Test
    void a_master_is_a_host_or_an_address() {
        for (String master : List.of("", "a b", "salt;id", "'x'", "a\nb", "-x")) {
            assertThrows(
                    AutodockException.class,
                    () -> new BootstrapSettings(List.of(master), Optional.empty(), BootstrapLimits.LAB),
                    master);
        }
    }

    @Test
    void a_script_that_no_argument_can_hold_is_refused() {
        BootstrapScript long_ = new BootstrapScript(
                new BootstrapSettings(List.of("salt"), Optional.of("#".repeat(130_000)), BootstrapLimits.LAB));
        assertThrows(IllegalStateException.class, () -> long_.text(Orders.salted("clweb001", BootstrapMode.CRON)));
    }

    private String cronLine(String hostname) {
        return script.text(Orders.salted(hostname, BootstrapMode.CRON))
                .lines()
                .filter(line -> line.contains("* * * * root"))
                .findFirst()
                .orElseThrow();
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = BootstrapScriptTest.class.getResourceAsStream("/bootstrap/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
