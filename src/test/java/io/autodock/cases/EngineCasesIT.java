package io.autodock.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.cluster.HostServer;
import io.autodock.container.docker.EngineProxy;
import io.autodock.lab.Await;
import io.autodock.lab.Lab;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Engines that fail in the middle of work: names that are held (case 024), removals that never end (025), engines of every
 * age (030), engines that hang (032), apps that die (033). A proxy stands before each engine of the lab.
 *
 * <table>
 * <caption>Lines of these cases that other tests show</caption>
 * <tr><td>024 d: a container of an older generation</td><td>RunAppIT.anOlderGenerationGoesFirst</td></tr>
 * <tr><td>024: an answer to a create that was lost</td><td>EngineFaultsIT.aCreateWhoseAnswerWasLostIsNotMadeTwice</td></tr>
 * <tr><td>025: a container that is listed as removing</td><td>AppRoutesTest.aRemovalInProgressIsWaitedFor</td></tr>
 * <tr><td>030: the same sentence from the engine's adapter</td><td>EngineFaultsIT.anEngineThatIsTooOldIsUnusableWithItsRange</td></tr>
 * <tr><td>032: twenty at once do not wait in a row; threads and sockets stay level</td><td>EngineFaultsIT.aHungEngineHoldsNobodyForLong</td></tr>
 * <tr><td>033: slowssh and nossh</td><td>BootstrapAppIT.an_sshd_that_comes_late_is_awaited_and_one_that_never_comes_is_named</td></tr>
 * </table>
 */
class EngineCasesIT {

    private static final String VERSION = "GET /version";
    private static final List<EngineProxy> PROXIES = new ArrayList<>();

    private static RunningService service;
    private static Tenant tenant;
    private static String sleeper;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start();
        tenant = new Tenant(service, "tcengine");
        sleeper = TestImages.running("tc-sleeper", "exec sleep 3600");
        for (HostServer host : Lab.get().hosts()) {
            EngineProxy proxy = new EngineProxy(host, Lab.get().dockerCertificates());
            PROXIES.add(proxy);
            ok(service.cli("host", "remove", host.name()));
            ok(service.cli(
                    "host",
                    "add",
                    host.name(),
                    "--address",
                    host.address(),
                    "--engine",
                    proxy.host().engine().written()));
        }
    }

    @AfterEach
    void mend() {
        PROXIES.forEach(proxy -> proxy.faults(request -> Optional.empty()));
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        for (EngineProxy proxy : PROXIES) {
            proxy.close();
        }
    }

    @Test
    void aServiceKilledBetweenCreateAndStartFinishesWithOneContainer() throws IOException {
        AtomicBoolean killed = new AtomicBoolean();
        AtomicBoolean once = new AtomicBoolean();
        engine(1).faults(request -> {
            if (isStart(request) && once.compareAndSet(false, true)) {
                service.kill();
                killed.set(true);
                return Optional.of("");
            }
            return Optional.empty();
        });
        ok(none("crash", "-s tccrash -n 1 -z dldocker01 --no-wait"));
        Await.until("the service is killed", Duration.ofSeconds(30), killed::get);
        assertEquals(List.of("1 tccrash001 created"), tenant.containers("crash"));
        service.restart();
        Await.until("the request is done", Duration.ofSeconds(50), () -> !tenant.published("crash")
                .isEmpty());
        assertEquals(List.of("1 tccrash001 running"), tenant.containers("crash"));
        deleted("crash", "tccrash");
    }

    @Test
    void anEngineThatBreaksOffBetweenCreateAndStartLeavesOneContainer() {
        AtomicInteger down = new AtomicInteger();
        Tenant.hosts().forEach(number -> engine(number).faults(request -> {
            if (isStart(request)) {
                down.compareAndSet(0, number);
            }
            return down.get() == number ? Optional.of("") : Optional.empty();
        }));
        ok(none("broken", "-s tcbroken -n 1"));
        assertEquals(
                2,
                tenant.containers("broken").size(),
                tenant.containers("broken").toString());
        mend();
        Await.until(
                "the first try is swept away",
                Duration.ofSeconds(40),
                () -> tenant.containers("broken").size() == 1
                        && tenant.held("broken", "tcbroken").stream()
                                .noneMatch(entry -> entry.contains("host-book/dldocker0" + down.get())));
        assertTrue(tenant.containers("broken").get(0).endsWith("tcbroken001 running"));
        deleted("broken", "tcbroken");
    }

    @Test
    void aStrangersContainerKeepsItsNameAndTheAppGoesElsewhere() {
        try {
            stranger(1);
            ok(none("f1", "-s tcheld -n 1 -p =23100:80"));
            assertTrue(
                    Set.of("dldocker02:23100", "dldocker03:23100")
                            .contains(tenant.published("f1").get("tcheld001")),
                    tenant.published("f1").toString());
            deleted("f1", "tcheld");
            stranger(2);
            stranger(3);
            Outcome refused = none("f1", "-s tcheld -n 1");
            assertRefused(refused, "tcheld001", "dldocker01", "dldocker02", "dldocker03", "not Autodock's");
            assertEquals(List.of(), tenant.left("f1", "tcheld"));
            Tenant.hosts()
                    .forEach(host -> assertEquals(
                            "created",
                            Tenant.docker(host, "inspect", "-f", "{{.State.Status}}", "tcheld001")
                                    .strip()));
        } finally {
            Tenant.hosts().forEach(host -> Tenant.docker(host, "rm", "-f", "tcheld001"));
        }
    }

    @Test
    void aRemovalThatTakesItsTimeIsWaitedForByDeleteAndByTheNextCreate() {
        ok(none("slow", "-s tcslow -n 1 -z dldocker01"));
        long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        engine(1).faults(request -> isRemoval(request) && System.nanoTime() < until ? inProgress() : Optional.empty());
        ok(tenant.delete("slow", "--no-wait"));
        ok(none("slow", "-s tcslow -n 1 -z dldocker01"));
        assertEquals(List.of("1 tcslow001 running"), tenant.containers("slow"));
        deleted("slow", "tcslow");
    }

    @Test
    void aRemovalThatNeverEndsIsToldAndKeepsItsNameUntilTheEngineLetsGo() {
        ok(none("zombie", "-s tczombie -n 1 -z dldocker01 -p 23110:80"));
        engine(1).faults(request -> isRemoval(request) ? inProgress() : Optional.empty());
        Outcome told = tenant.delete("zombie", "");
        assertRefused(told, "dldocker01", "tczombie001");
        assertTrue(tenant.published("zombie").isEmpty());
        assertTrue(
                tenant.held("zombie", "tczombie").stream().anyMatch(entry -> entry.contains("host-book/dldocker01")));
        ok(none("other", "-s tcother -n 1 -z dldocker01"));
        JsonNode verified = tenant.json("verify");
        List<String> lines = Tenant.list(verified.get("report")).stream()
                .map(JsonNode::asText)
                .filter(line -> line.contains("tczombie001"))
                .toList();
        assertEquals(1, lines.size(), verified.toString());
        mend();
        Await.until("the engine lets go", Duration.ofSeconds(40), () -> tenant.left("zombie", "tczombie")
                .isEmpty());
        deleted("other", "tcother");
    }

    @Test
    void enginesOfEveryAgeWorkTogetherAndOneThatIsTooOldIsLeftOut() {
        engine(2).faults(EngineCasesIT::newest);
        engine(3)
                .faults(request -> request.equals(VERSION)
                        ? EngineProxy.json(
                                200, "{\"Version\":\"1.11.2\",\"ApiVersion\":\"1.23\",\"MinAPIVersion\":\"1.12\"}")
                        : Optional.empty());
        Await.until("the old one is seen", Duration.ofSeconds(15), () -> service.cli("hosts")
                .out()
                .contains("1.12 to 1.23"));
        Outcome plan = service.cli(
                "plan",
                "create",
                "-u",
                "tcengine",
                "-f",
                "ages",
                "-s",
                "tcage",
                "-n",
                "2",
                "--bootstrap",
                "none",
                "-i",
                sleeper);
        ok(plan);
        assertTrue(plan.out().contains("1.12 to 1.23"), plan.out());
        ok(none("ages", "-s tcage -n 2"));
        assertEquals(
                List.of("1", "2"),
                tenant.containers("ages").stream()
                        .map(line -> line.substring(0, 1))
                        .toList());
        engine(1).faults(EngineCasesIT::newest);
        ok(none("later", "-s tclater -n 2"));
        deleted("ages", "tcage");
        deleted("later", "tclater");
    }

    @Test
    void aHungEngineIsPassedOverAndItsLateAnswerMakesNoSecondContainer() {
        CountDownLatch resumed = new CountDownLatch(1);
        AtomicBoolean hung = new AtomicBoolean();
        engine(2).faults(request -> {
            hung.compareAndSet(false, request.matches("POST \\S*/containers/create\\S*"));
            if (hung.get()) {
                resumed.await();
            }
            return Optional.empty();
        });
        try {
            ok(none("hang", "-s tchang -n 3"));
            assertTrue(hung.get());
            assertEquals(
                    Set.of("1", "3"),
                    Set.copyOf(tenant.containers("hang").stream()
                            .map(line -> line.substring(0, 1))
                            .toList()));
            assertTrue(
                    tenant.held("hang", "tchang").stream().anyMatch(entry -> entry.contains("host-book/dldocker02")));
            long asked = System.nanoTime();
            Outcome hosts = service.cli("hosts");
            assertTrue(Duration.ofNanos(System.nanoTime() - asked).toSeconds() < 6, hosts.out());
            assertTrue(
                    hosts.out().lines().anyMatch(line -> line.contains("dldocker02") && line.contains("silent")),
                    hosts.out());
            ok(none("during", "-s tcduring -n 2"));
        } finally {
            resumed.countDown();
        }
        Await.until(
                "the reservation is given back", Duration.ofSeconds(40), () -> tenant.held("hang", "tchang").stream()
                        .noneMatch(entry -> entry.contains("host-book/dldocker02")));
        assertEquals(
                3, tenant.containers("hang").size(), tenant.containers("hang").toString());
        assertTrue(tenant.containers("hang").stream().noneMatch(line -> line.startsWith("2 ")));
        deleted("hang", "tchang");
        deleted("during", "tcduring");
    }

    @Test
    void anAppThatDiesAtItsStartOrSoonAfterFailsTheWholeWithItsLastLine() throws IOException {
        String boom = TestImages.running("tc-boom", "echo boom: no config; exit 1");
        assertDies("boom", boom, "tcboom001", "--bootstrap none", "exit code 1", "boom: no config");
        String loop = TestImages.running("tc-loop", "sleep 2; echo loop: no queue; exit 3");
        assertDies("loop", loop, "tcloop001", "--bootstrap none", "exit code 3", "loop: no queue");
        String mixed = TestImages.running(
                "tc-mixed", "case $(hostname) in *2) sleep 2; echo mixed: no disk; exit 4;; esac; exec sleep 3600");
        assertDies("mixed", mixed, "tcmixed002", "--bootstrap none", "exit code 4", "mixed: no disk");
        String sshd = TestImages.build(
                "tc-sshd", "1", "RUN printf '#!/bin/sh\\nsleep 1\\necho sshd: no keys\\nexit 5\\n' >/usr/sbin/sshd");
        assertDies("sshd", sshd, "tcsshd001", "", "exit code 5", "sshd: no keys");
    }

    private static void assertDies(String formation, String image, String app, String options, String... words) {
        String scheme = app.substring(0, app.length() - 3);
        Outcome refused = tenant.create(formation, "-s " + scheme + " -n 2 -r 32M -i " + image + " " + options);
        assertRefused(refused, words);
        assertTrue(refused.error().contains(app + " on host server dldocker0"), refused.error());
        assertEquals(List.of(), tenant.left(formation, scheme));
    }

    private static EngineProxy engine(int number) {
        return PROXIES.get(number - 1);
    }

    private static Optional<String> newest(String request) {
        if (request.equals(VERSION)) {
            return EngineProxy.json(200, "{\"Version\":\"29.0.0\",\"ApiVersion\":\"1.52\",\"MinAPIVersion\":\"1.44\"}");
        }
        return request.matches("\\S+ /v1\\.([0-3]\\d|4[0-3])/.*")
                ? EngineProxy.json(400, "{\"message\":\"client version 1.41 is too old\"}")
                : Optional.empty();
    }

    private static boolean isStart(String request) {
        return request.matches("POST \\S*/containers/\\w+/start\\S*");
    }

    private static boolean isRemoval(String request) {
        return request.startsWith("DELETE ") && request.contains("/containers/");
    }

    private static Optional<String> inProgress() {
        return EngineProxy.json(409, "{\"message\":\"removal of container is already in progress\"}");
    }

    private static void stranger(int host) {
        Tenant.docker(host, "create", "--name", "tcheld001", Lab.get().image(), "sleep", "600");
    }

    private static Outcome none(String formation, String options) {
        return tenant.create(formation, options + " --bootstrap none -r 16M -i " + sleeper);
    }

    private static void ok(Outcome outcome) {
        assertEquals(0, outcome.status(), outcome.toString());
    }

    private static void deleted(String formation, String scheme) {
        ok(tenant.delete(formation, ""));
        assertEquals(List.of(), tenant.left(formation, scheme));
    }

    private static void assertRefused(Outcome refused, String... words) {
        assertEquals(1, refused.status(), refused.toString());
        for (String word : words) {
            assertTrue(refused.error().contains(word), word + " in " + refused.error());
        }
    }
}
