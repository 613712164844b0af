package io.autodock.formation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainValuesTest {

    @ParameterizedTest
    @ValueSource(strings = {"1", "100", "1024"})
    void readsCpuShares(String text) {
        assertEquals(text, Integer.toString(CpuShares.parse(text).value()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1025", "262145", "2.5", "10%", "", "01", "+1", " 1", "٣", "99999999999"})
    void refusesOtherCpuShares(String text) {
        Problem problem = Refusals.only(() -> CpuShares.parse(text));
        assertEquals(new Problem("cpu-shares", text, "1 to 1024"), problem);
    }

    @Test
    void givesTheEngineTheKernelsLeast() {
        assertEquals(2, CpuShares.parse("1").forEngine());
        assertEquals(1024, CpuShares.parse("1024").forEngine());
        assertThrows(IllegalArgumentException.class, () -> new CpuShares(0));
        assertThrows(IllegalArgumentException.class, () -> new CpuShares(1025));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3", "1000"})
    void readsNumbers(String text) {
        assertEquals(text, Integer.toString(Spec.parseNumber(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "1.0", "three", "", "1e2", "0x10", "2147483648"})
    void refusesOtherNumbers(String text) {
        assertEquals(new Problem("number", text, "1 to 1000"), Refusals.only(() -> Spec.parseNumber(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "cholcomb", "own-cloud", "abcdefghijklmnopqrstuvwxyz012345"})
    void takesUserAndFormationNames(String text) {
        assertEquals(text + "/" + text, FormationId.of(text, text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "a-",
                "A",
                "a_b",
                "a.b",
                "a/b",
                "..",
                "a b",
                "jürgen",
                "a\n",
                "$(id)",
                "`id`",
                "a;b",
                "{{7*7}}",
                "abcdefghijklmnopqrstuvwxyz0123456",
                "f1\n    - tgt: '*'",
                "_autodock"
            })
    void refusesOtherUserAndFormationNames(String text) {
        String allowed = "1 to 32 lower-case letters, digits and inner hyphens";
        assertEquals(new Problem("user", text, allowed), Refusals.only(() -> new UserName(text)));
        assertEquals(new Problem("formation", text, allowed), Refusals.only(() -> new FormationName(text)));
    }

    @Test
    void ordersFormationsByUserThenName() {
        assertTrue(FormationId.of("a", "z").compareTo(FormationId.of("b", "a")) < 0);
        assertTrue(FormationId.of("a", "y").compareTo(FormationId.of("a", "z")) < 0);
    }

    @ParameterizedTest
    @EnumSource
    void readsBootstrapModes(BootstrapMode mode) {
        assertEquals(mode, BootstrapMode.parse(mode.lowerCase()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CRON", "Minion", "no", "null"})
    void refusesOtherBootstrapModes(String text) {
        assertEquals(
                new Problem("bootstrap", text, "cron, minion or none"), Refusals.only(() -> BootstrapMode.parse(text)));
    }

    @ParameterizedTest
    @EnumSource
    void readsOperations(Operation operation) {
        assertEquals(operation, Operation.parse(operation.lowerCase()));
    }

    @Test
    void refusesOtherOperations() {
        assertEquals(
                new Problem("operation", "Create", "create, delete or verify"),
                Refusals.only(() -> Operation.parse("Create")));
        assertEquals(
                "operation \"edit\" is not allowed; allowed is create, delete or verify; edit is not available yet",
                Refusals.only(() -> Operation.parse("edit")).sentence());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dldocker01", "H1", "host.example.org", "node_1"})
    void takesHostServers(String text) {
        assertEquals(text, Spec.parseHostServer(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-h", "a,b", "a/b", "a b", ".a", "$(id)", "hôte"})
    void refusesOtherHostServers(String text) {
        assertEquals(
                "host-server", Refusals.only(() -> Spec.parseHostServer(text)).field());
    }

    @Test
    void namesStatesAndProtocols() {
        assertEquals("placed", AppState.PLACED.lowerCase());
        assertEquals("running", AppState.RUNNING.lowerCase());
        assertEquals("bootstrapped", AppState.BOOTSTRAPPED.lowerCase());
        assertEquals("tcp", Protocol.TCP.lowerCase());
        assertEquals("udp", Protocol.UDP.lowerCase());
        assertEquals("token", new Order.Token("planted").toString());
    }
}
