package io.autodock.bootstrap.salt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodock.bootstrap.BootstrapLimits;
import io.autodock.bootstrap.BootstrapOrder;
import io.autodock.bootstrap.BootstrapOutcome;
import io.autodock.bootstrap.BootstrapOutcome.Bootstrapped;
import io.autodock.bootstrap.BootstrapOutcome.Failed;
import io.autodock.bootstrap.BootstrapSettings;
import io.autodock.bootstrap.Orders;
import io.autodock.formation.BootstrapMode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HighstateVerdictTest {

    private static final String TRUE_STATE =
            "\"file_|-a_|-/etc/a_|-managed\": {\"result\": true, \"comment\": \"in order\", \"__id__\": \"a\", \"__run_num__\": 0}";
    private static final String FALSE_STATE =
            "\"test_|-broken_|-x_|-f\": {\"result\": false, \"comment\": \"it 'broke'\\n  badly\", \"__id__\": \"broken\", \"__run_num__\": 1}";
    private static final String LATER_FALSE_STATE =
            "\"test_|-after_|-x_|-f\": {\"result\": false, \"comment\": \"One or more requisite failed\", \"__id__\": \"after\", \"__run_num__\": 2}";

    private final BootstrapOrder order = Orders.salted("clweb001", BootstrapMode.CRON);
    private final HighstateVerdict verdict = new HighstateVerdict(
            new BootstrapSettings(List.of("10.0.0.5", "salt2"), Optional.empty(), BootstrapLimits.LAB));

    @Test
    void every_state_true() {
        assertEquals(
                bootstrapped("highstate: 1 of 1 states true"), highstate(0, "{\"local\": {" + TRUE_STATE + "}}", ""));
    }

    @Test
    void the_daemons_returner_tells_the_same() {
        String line =
                "{\"id\": \"clweb001\", \"fun\": \"state.apply\", \"return\": {" + TRUE_STATE + "}, \"retcode\": 0}";
        assertEquals(bootstrapped("highstate: 1 of 1 states true"), highstate(0, line, ""));
    }

    @Test
    void the_first_false_state_by_id_and_comment() {
        String output = "{\"local\": {" + LATER_FALSE_STATE + ", " + TRUE_STATE + ", " + FALSE_STATE + "}}";
        assertEquals(failed("highstate: state broken failed: it 'broke' badly (and 1 more)"), highstate(2, output, ""));
    }

    @Test
    void a_false_state_fails_it_though_the_exit_status_was_0() {
        assertEquals(
                failed("highstate: state broken failed: it 'broke' badly"),
                highstate(0, "{\"local\": {" + FALSE_STATE + "}}", ""));
    }

    @Test
    void a_status_fails_it_though_every_state_was_true() {
        assertEquals(
                failed("highstate: every state is true, but salt-call ended with status 1"),
                highstate(1, "{\"local\": {" + TRUE_STATE + "}}", ""));
    }

    @Test
    void a_state_whose_module_is_missing_is_named() {
        String output = "{\"local\": {\"own_|-x_|-x_|-here\": {\"result\": false, \"name\": \"x\","
                + " \"comment\": \"State 'own.here' was not found in SLS 'web'\\n\", \"__run_num__\": 0}}}";
        assertEquals(
                failed("highstate: state x failed: State 'own.here' was not found in SLS 'web'"),
                highstate(2, output, ""));
    }

    @Test
    void an_sls_that_does_not_render() {
        assertEquals(
                failed("highstate: Rendering SLS 'base:render' failed: no such thing"),
                highstate(1, "{\"local\": [\"Rendering SLS 'base:render' failed:\\n no such thing\"]}", ""));
    }

    @Test
    void no_states_for_it_is_a_working_minion() {
        String output =
                "{\"local\": {\"no_|-states_|-states_|-None\": {\"result\": false, \"comment\": \"No Top file\"}}}";
        assertEquals(bootstrapped("highstate: no states for this minion"), highstate(2, output, ""));
    }

    @Test
    void no_result_at_all_is_no_success() {
        assertEquals(failed("highstate: no result, exit status 0: exit status 0"), highstate(0, "", ""));
        assertEquals(failed("highstate: no result, exit status 0: odd"), highstate(0, "{\"local\": {}}", "odd"));
    }

    @Test
    void a_rejected_key() {
        assertEquals(
                failed("highstate: the Salt master rejected the minion's key"), highstate(77, "", "SystemExit: 77"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The Salt Master has cached the public key for this node     | the Salt master has not accepted the minion's key
            The Salt Master server's public key did not authenticate!   | the Salt master does not hold the key that was pinned for it
            Request timed out while waiting for a response. reconnecting. | the Salt master 10.0.0.5, salt2 did not answer within 90 s
            something else                                              | not finished within 90 s
            """)
    void what_took_too_long(String log, String sentence) {
        assertEquals(failed("highstate: " + sentence), highstate(124, "", log));
    }

    @Test
    void a_risen_count_of_kills_fails_even_a_true_highstate() {
        String report = report("highstate", 0, 2, "{\"local\": {" + TRUE_STATE + "}}", "");
        assertEquals(
                failed("the kernel killed 2 of its processes for lack of memory during the bootstrap;"
                        + " ask for more memory with -r"),
                verdict.read(order, 0, report, ""));
    }

    @Test
    void salt_that_is_not_to_be_had_and_a_missing_cron() {
        assertEquals(
                failed("Salt could not be installed: E: no such package"),
                verdict.read(order, 100, report("install", 100, 0, "", "E: no such package"), ""));
        assertEquals(
                failed("cron could not be started: the image has no cron"),
                verdict.read(order, 127, report("cron", 127, 0, "", "the image has no cron"), ""));
    }

    @Test
    void a_cut_connection_and_a_missing_report() {
        assertEquals(
                failed(
                        "the SSH connection to clweb001 on dldocker01 (127.0.0.1:9023) ended before the bootstrap script did"),
                verdict.read(order, null, report("highstate", 0, 0, "", ""), ""));
        assertEquals(
                failed("the bootstrap script on clweb001 on dldocker01 (127.0.0.1:9023) ended with status 1: no space"),
                verdict.read(order, 1, "", "mkdir:\nno space\n"));
    }

    @Test
    void without_a_master_reaching_it_is_enough() {
        assertEquals(
                bootstrapped("reachable over SSH; Salt skipped: no Salt master is configured"),
                verdict.read(order, 0, report("reachable", 0, 0, "", ""), ""));
        assertEquals(
                failed("root's login works, but it cannot write in the container"),
                verdict.read(order, 1, report("reachable", 1, 0, "", ""), ""));
    }

    private BootstrapOutcome highstate(int status, String output, String log) {
        return verdict.read(order, status, report("highstate", status, 0, output, log), "");
    }

    private static String report(String stage, int status, int oomKills, String output, String log) {
        return "AUTODOCK-REPORT\nstage=" + stage + "\nstatus=" + status + "\noom-kills=" + oomKills
                + "\nAUTODOCK-OUTPUT\n" + output + "\nAUTODOCK-LOG\n" + log + "\n\nAUTODOCK-END\n";
    }

    private static BootstrapOutcome bootstrapped(String sentence) {
        return new Bootstrapped("clweb001", sentence);
    }

    private static BootstrapOutcome failed(String sentence) {
        return new Failed("clweb001", "clweb001: " + sentence);
    }
}
