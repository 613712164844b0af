package io.autodock.balance.nginx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.balance.Balancer;
import io.autodock.balance.push.BalancerAnswer;
import io.autodock.balance.push.BalancerChange;
import io.autodock.balance.push.BalancerShell.Ended;
import io.autodock.balance.upstream.BalancerFile;
import io.autodock.balance.upstream.Member;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The scripts as texts that a shell takes, and what is made of their answers. */
class NginxScriptTest {

    private static final Balancer BALANCER = Balancer.named("lb1");
    private static final BalancerFile FILE =
            new BalancerFile("0123abcd.a.b.conf", "hidden 'END'\nEND\n$(reboot)\n", false);
    private static final BalancerChange CHANGE = new BalancerChange(
            List.of(FILE, new BalancerFile("tls/0123abcd.a.b.key", "key", true)), List.of("0123abcd.c.d.conf"));

    @Test
    void aShellTakesEachOfThem() throws Exception {
        for (String script : List.of(
                NginxScript.change(CHANGE),
                NginxScript.listing("0123abcd"),
                NginxScript.connections(List.of(new Member("web001", "10.0.0.1", 8000))))) {
            assertEquals("", parsed(script), script);
        }
    }

    @Test
    void contentsAreHandedOverSoThatNothingInThemIsRun() {
        String script = NginxScript.change(CHANGE);
        assertFalse(script.contains("hidden"));
        assertFalse(script.contains("reboot"));
        assertTrue(script.contains("put tls/0123abcd.a.b.key 600 <<'END'\na2V5\nEND\n"), script);
        assertTrue(script.contains("gone='0123abcd.c.d.conf'\n"), script);
    }

    @Test
    void countsConnectionsToTheAppsAlone() {
        assertEquals(
                "ss -Htn state established '( dst 10.0.0.1:8000 or dst [fd00::1]:8001 )' | wc -l\n",
                NginxScript.connections(
                        List.of(new Member("web001", "10.0.0.1", 8000), new Member("web002", "fd00::1", 8001))));
    }

    @Test
    void tellsWhatNginxSaidWithThePlacesThatAreServed() {
        BalancerAnswer own = answer(
                NginxScript.REFUSED,
                "nginx: [warn] something\nnginx: [emerg] invalid value in /etc/nginx/autodock.d/.next/0123abcd.a.b.conf:12\n");
        assertEquals(
                new BalancerAnswer.Refuses(
                        "balancer lb1: nginx: [emerg] invalid value in /etc/nginx/autodock.d/0123abcd.a.b.conf:12",
                        Optional.of(FILE.name()),
                        false),
                own);
        assertEquals(
                new BalancerAnswer.Refuses(
                        "balancer lb1: nginx: [emerg] no in /etc/nginx/conf.d/x.conf:1", Optional.empty(), true),
                answer(NginxScript.REFUSED, "nginx: [emerg] no in /etc/nginx/conf.d/x.conf:1"));
        assertEquals(
                new BalancerAnswer.Refuses("balancer lb1: nginx: [emerg] no names", Optional.empty(), false),
                answer(NginxScript.REFUSED, "nginx: [emerg] no names"));
        assertEquals(
                new BalancerAnswer.Silent("balancer lb1: invalid PID number"),
                answer(NginxScript.DOWN, "invalid PID number"));
        assertEquals(new BalancerAnswer.Serves(true), answer(NginxScript.SERVED, "reloaded"));
        assertEquals(new BalancerAnswer.Serves(false), answer(NginxScript.SERVED, "unchanged"));
    }

    @Test
    void readsAListing() {
        String hash = "a".repeat(64);
        NginxBalancers balancers = balancers(0, hash + "  0123abcd.a.b.conf\nnoise\n");
        assertEquals(Map.of("0123abcd.a.b.conf", hash), balancers.listing(BALANCER));
    }

    private static BalancerAnswer answer(int status, String output) {
        return balancers(status, output).change(BALANCER, CHANGE);
    }

    private static NginxBalancers balancers(int status, String output) {
        return new NginxBalancers(
                (balancer, script) -> new Ended(status, output), (address, port, host, path) -> "", () -> "0123abcd");
    }

    private static String parsed(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-n").redirectErrorStream(true).start();
        shell.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().close();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return shell.waitFor() == 0 ? "" : "refused: " + said;
    }
}
