package io.autodock.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.bootstrap.MinionKeys;
import io.autodock.bootstrap.MinionKeysOnMaster.Acceptance;
import io.autodock.bootstrap.salt.MinionKeyRegistry;
import io.autodock.cluster.HostServer;
import io.autodock.container.docker.EngineProxy;
import io.autodock.lab.Await;
import io.autodock.lab.Lab;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import io.autodock.salt.LabSalt;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * From a container to a minion: many logins (case 034), minion keys that follow their container's life (036), verdicts (041).
 *
 * <table>
 * <caption>Lines of these cases that other tests show</caption>
 * <tr><td>034: an sshd that drops logins</td><td>BootstrapAppIT.an_sshd_that_drops_logins_is_met_with_patience</td></tr>
 * <tr><td>034: a refused key is not tried again</td><td>BootstrapAppRouteTest.a_refused_key_is_told_and_not_tried_again</td></tr>
 * <tr><td>036: a foreign key is never dropped</td><td>MinionKeysContract</td></tr>
 * <tr><td>041 a: a failing state by id and comment</td><td>BootstrapAppIT.a_failing_state_is_told_by_id_and_comment</td></tr>
 * <tr><td>041 b: a rejected key</td><td>BootstrapAppIT.a_key_that_the_master_does_not_hold_is_told_as_rejected</td></tr>
 * <tr><td>041 e: a module that is synced first</td><td>BootstrapAppIT.a_highstate_that_needs_a_module_synced_first_works_on_the_first_try</td></tr>
 * </table>
 */
class BootstrapCasesIT {

    private static RunningService service;
    private static Tenant tenant;
    private static EngineProxy first;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start();
        tenant = new Tenant(service, "tcboot");
        HostServer host = Lab.get().host(1);
        first = new EngineProxy(host, Lab.get().dockerCertificates());
        ok(service.cli("host", "remove", host.name()));
        ok(service.cli(
                "host",
                "add",
                host.name(),
                "--address",
                host.address(),
                "--engine",
                first.host().engine().written()));
    }

    @AfterEach
    void mend() {
        first.faults(request -> Optional.empty());
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        first.close();
    }

    @Test
    void twentyAtOnceWhoseSshdAllowsFewLoginsAllBecomeMinions() throws IOException {
        String image = TestImages.build("tc-few-logins", "1", "RUN echo 'MaxStartups 2:100:2' >>/etc/ssh/sshd_config");
        Outcome made = tenant.create("twenty", "-s tctwenty -n 20 -i " + image);
        try {
            ok(made);
            assertTrue(tenant.apps("twenty").stream()
                    .allMatch(app -> app.get("state").asText().equals("bootstrapped")));
            assertEquals(
                    IntStream.rangeClosed(1, 20)
                            .mapToObj(number -> "tctwenty%03d".formatted(number))
                            .toList(),
                    Tenant.minionKeys("tctwenty").stream().sorted().toList());
        } finally {
            ok(tenant.delete("twenty", ""));
        }
        assertEquals(List.of(), tenant.left("twenty", "tctwenty"));
    }

    @Test
    void aForeignMinionsKeyIsRefusedAndStaysAsItWas() {
        MinionKeyRegistry master = new MinionKeyRegistry(LabSalt.api());
        try (MinionKeys keys = new MinionKeys(1, Duration.ZERO, Duration.ZERO, Duration.ZERO)) {
            var foreign = keys.take();
            master.accept(List.of(new Acceptance("tcforeign001", foreign, List.of())));
            String before = Lab.get().run("master", "salt-key", "-p", "tcforeign001");
            try {
                Outcome refused = tenant.create("foreign", "-s tcforeign -n 2");
                assertEquals(1, refused.status(), refused.toString());
                assertTrue(refused.error().contains("tcforeign001"), refused.error());
                assertTrue(refused.error().contains("Salt master"), refused.error());
                assertEquals(before, Lab.get().run("master", "salt-key", "-p", "tcforeign001"));
                assertEquals(List.of("tcforeign001"), tenant.left("foreign", "tcforeign"));
            } finally {
                master.drop(Map.of("tcforeign001", List.of(foreign.fingerprint())));
            }
        }
    }

    @Test
    void keysComeAndGoWithTheirContainersHoweverOften() {
        for (int round = 0; round < 2; round++) {
            ok(tenant.create("keys", "-s tckey -n 2"));
            assertEquals(
                    List.of("tckey001", "tckey002"),
                    Tenant.minionKeys("tckey").stream().sorted().toList());
            ok(tenant.delete("keys", ""));
            assertEquals(List.of(), tenant.left("keys", "tckey"));
        }
    }

    @Test
    void aServiceKilledBetweenKeyAndBootstrapEndsWithOneKeyAndOneKilledInADeleteWithNone() throws IOException {
        AtomicBoolean killed = killedAt(request -> request.contains("ssh_host_ed25519_key.pub"));
        ok(tenant.create("killed", "-s tckilled -n 1 -z dldocker01 --no-wait"));
        Await.until("the service is killed", Duration.ofSeconds(50), killed::get);
        assertEquals(List.of("tckilled001"), Tenant.minionKeys("tckilled"));
        service.restart();
        Await.until("the create is done", Duration.ofSeconds(50), () -> !tenant.published("killed")
                .isEmpty());
        assertEquals(List.of("tckilled001"), Tenant.minionKeys("tckilled"));
        assertEquals(List.of("1 tckilled001 running"), tenant.containers("killed"));

        AtomicBoolean removed = new AtomicBoolean();
        AtomicBoolean again = killedAt(request -> {
            boolean after = removed.get();
            removed.compareAndSet(false, request.startsWith("DELETE ") && request.contains("/containers/"));
            return after;
        });
        ok(tenant.delete("killed", "--no-wait"));
        Await.until("the service is killed again", Duration.ofSeconds(50), again::get);
        service.restart();
        Await.until("the delete is done", Duration.ofSeconds(50), () -> tenant.left("killed", "tckilled")
                .isEmpty());
    }

    /** Kills the service at the first call to the engine that is meant; the call is not answered. */
    private static AtomicBoolean killedAt(Predicate<String> call) {
        AtomicBoolean once = new AtomicBoolean();
        AtomicBoolean killed = new AtomicBoolean();
        first.faults(request -> {
            if (call.test(request) && once.compareAndSet(false, true)) {
                service.kill();
                killed.set(true);
                return Optional.of("");
            }
            return Optional.empty();
        });
        return killed;
    }

    private static void ok(Outcome outcome) {
        assertEquals(0, outcome.status(), outcome.toString());
    }
}
