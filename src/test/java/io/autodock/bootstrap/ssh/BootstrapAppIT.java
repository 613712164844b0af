package io.autodock.bootstrap.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.bootstrap.BootstrapLimits;
import io.autodock.bootstrap.BootstrapOrder;
import io.autodock.bootstrap.BootstrapOrder.SaltIdentity;
import io.autodock.bootstrap.BootstrapOutcome;
import io.autodock.bootstrap.BootstrapOutcome.Bootstrapped;
import io.autodock.bootstrap.BootstrapOutcome.Failed;
import io.autodock.bootstrap.BootstrapScript;
import io.autodock.bootstrap.BootstrapSettings;
import io.autodock.bootstrap.BootstrapTurns;
import io.autodock.bootstrap.MinionKeyPair;
import io.autodock.bootstrap.MinionKeys;
import io.autodock.bootstrap.MinionKeysOnMaster.Acceptance;
import io.autodock.bootstrap.salt.HighstateVerdict;
import io.autodock.bootstrap.salt.MinionKeyRegistry;
import io.autodock.cluster.HostServer;
import io.autodock.formation.BootstrapMode;
import io.autodock.formation.FormationId;
import io.autodock.lab.Await;
import io.autodock.lab.Lab;
import io.autodock.salt.LabSalt;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bootstraps on the lab: real containers, OpenSSH, cron and a Salt master. */
class BootstrapAppIT {

    private static final String[] SSHD = {"/usr/sbin/sshd", "-D"};
    private static final int FIRST_PORT = 19100;
    private static final BootstrapLimits LIMITS = new BootstrapLimits(
            Duration.ofSeconds(8), Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(60));

    private final Lab lab = Lab.get();
    private final BootstrapSettings settings =
            new BootstrapSettings(List.of(lab.fact("AUTODOCK_LAB_SALT_MASTER")), Optional.empty(), LIMITS);
    private final MinionKeyRegistry masterKeys = new MinionKeyRegistry(LabSalt.api());
    private final MinionKeys minionKeys = new MinionKeys(4, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    private final AppLogins logins = new AppLogins(LIMITS, this::ended, Clock.systemUTC());
    private final AppSshClients clients = new AppSshClients(logins, LIMITS);
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Map<String, List<String>> accepted = new ConcurrentHashMap<>();
    private final List<Path> stateFiles = new ArrayList<>();
    private LabContainers containers;
    private SshAccess access;
    private ControllerKey controller;
    private Path directory;

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        containers = new LabContainers(temporary);
        controller = ControllerKey.at(temporary.resolve("state"));
        access = new SshAccess(controller);
        context.getRegistry().bind("containerFiles", containers);
        context.getRegistry().bind("bootstrapTurns", new BootstrapTurns(host -> 4));
        context.getRegistry().bind("bootstrapScript", new BootstrapScript(settings));
        context.getRegistry().bind("appLogins", logins);
        context.getRegistry().bind("appSshClients", clients);
        context.getRegistry().bind("controllerKeyPairs", controller.pairs());
        context.getRegistry().bind("highstateVerdict", new HighstateVerdict(settings));
        Resource routes =
                PluginHelper.getResourceLoader(context).resolveResource("file:routes/steps/bootstrap-app.camel.yaml");
        PluginHelper.getRoutesLoader(context).loadRoutes(routes);
        context.start();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        clients.close();
        logins.close();
        minionKeys.close();
        containers.close();
        masterKeys.drop(accepted);
        for (Path file : stateFiles) {
            Files.deleteIfExists(file);
        }
    }

    @Test
    void cron_makes_a_working_minion_and_a_second_time_changes_nothing() {
        BootstrapOrder order = app(1, "clboot001", 0, BootstrapMode.CRON, SSHD);
        assertEquals(new Bootstrapped("clboot001", "highstate: 2 of 2 states true"), bootstrap(order));
        assertEquals(
                "clboot001",
                containers.shell(1, "clboot001", "cat /etc/autodock-highstate").strip());
        assertEquals("cron\n", containers.shell(1, "clboot001", "cat /proc/$(cat /run/crond.pid)/comm"));
        String before =
                containers.shell(1, "clboot001", "stat -c %Y.%n /etc/salt/minion /var/lib/autodock/bootstrapped");
        assertEquals(new Bootstrapped("clboot001", "highstate: 2 of 2 states true"), bootstrap(order));
        assertEquals(
                before,
                containers.shell(1, "clboot001", "stat -c %Y.%n /etc/salt/minion /var/lib/autodock/bootstrapped"));
        assertEquals(
                "{\"local\":{\"user\":\"cholcomb\",\"formation\":\"owncloud\"}}",
                containers
                        .shell(1, "clboot001", "salt-call --local --out=json grains.get autodock")
                        .replaceAll("\\s", ""));
        assertTrue(containers
                .shell(1, "clboot001", "stat -c '%a %U' /etc/salt/pki/minion /etc/salt/pki/minion/minion.pem")
                .equals("700 root\n400 root\n"));
    }

    @Test
    void the_cron_job_really_runs() {
        bootstrap(app(1, "clboot002", 1, BootstrapMode.CRON, SSHD));
        containers.shell(1, "clboot002", "sed -i 's/^[0-9]*-59.15/*/' /etc/cron.d/autodock; touch /etc/cron.d");
        Await.until("cron ran the highstate", Duration.ofSeconds(140), () -> containers
                .shell(1, "clboot002", "cat /var/log/autodock-highstate.log 2>/dev/null || true")
                .contains("\"result\": true"));
    }

    @Test
    void minion_starts_the_daemon_and_waits_for_its_first_highstate() {
        assertEquals(
                new Bootstrapped("clboot003", "highstate: 2 of 2 states true"),
                bootstrap(app(2, "clboot003", 2, BootstrapMode.MINION, SSHD)));
        assertTrue(
                lab.run("master", "salt", "--out=txt", "clboot003", "test.ping").contains("clboot003: True"));
        assertEquals("0\n", containers.shell(2, "clboot003", "ls /etc/cron.d/autodock 2>/dev/null | wc -l"));
    }

    @Test
    void a_failing_state_is_told_by_id_and_comment() throws IOException {
        state(
                "bootbad",
                "broken_thing:\n  test.configurable_test_state:\n    - name: x\n    - changes: False\n    - result: False\n    - comment: it broke\n");
        top("badboot*", "bootbad");
        assertEquals(
                new Failed("badboot001", "badboot001: highstate: state broken_thing failed: it broke"),
                bootstrap(app(2, "badboot001", 3, BootstrapMode.CRON, SSHD)));
    }

    @Test
    void a_highstate_that_needs_a_module_synced_first_works_on_the_first_try() throws IOException {
        state("bootsync", "x:\n  bootown.here: []\n");
        stateFile(
                "_states/bootown.py",
                "def here(name):\n    return {'name': name, 'result': True, 'changes': {}, 'comment': 'here'}\n");
        top("syncboot*", "bootsync");
        // The master lists its files anew every 20 seconds only.
        lab.run("master", "salt-run", "fileserver.clear_file_list_cache");
        assertEquals(
                new Bootstrapped("syncboot001", "highstate: 2 of 2 states true"),
                bootstrap(app(3, "syncboot001", 4, BootstrapMode.CRON, SSHD)));
    }

    @Test
    void a_highstate_that_needs_more_memory_is_told_with_what_helps() throws IOException {
        state("bootfat", "fat:\n  cmd.run:\n    - name: python3 -c 'x = bytearray(400000000)'\n");
        top("fatboot*", "bootfat");
        BootstrapOutcome outcome = bootstrap(app(3, "fatboot001", 5, BootstrapMode.CRON, SSHD));
        assertTrue(
                outcome instanceof Failed failed && failed.sentence().endsWith("ask for more memory with -r"),
                outcome.toString());
    }

    @Test
    void a_key_that_the_master_does_not_hold_is_told_as_rejected() {
        BootstrapOrder order = app(1, "clboot006", 6, BootstrapMode.CRON, SSHD);
        MinionKeyPair other = minionKeys.take();
        String held = order.salt().orElseThrow().keys().fingerprint();
        masterKeys.accept(List.of(new Acceptance("clboot006", other, List.of(held))));
        accepted.put("clboot006", List.of(held, other.fingerprint()));
        assertEquals(
                new Failed("clboot006", "clboot006: highstate: the Salt master rejected the minion's key"),
                bootstrap(order));
        lab.run("master", "salt-key", "-y", "-d", "clboot006");
    }

    @Test
    void an_sshd_that_comes_late_is_awaited_and_one_that_never_comes_is_named() {
        BootstrapOrder late = app(1, "clboot007", 7, BootstrapMode.CRON, "sh", "-c", "sleep 4; exec /usr/sbin/sshd -D");
        assertEquals(new Bootstrapped("clboot007", "highstate: 2 of 2 states true"), bootstrap(late));
        BootstrapOrder never = app(1, "clboot008", 8, BootstrapMode.CRON, "sleep", "600");
        assertEquals(
                new Failed(
                        "clboot008",
                        "clboot008: sshd at " + lab.host(1).address() + ":" + (FIRST_PORT + 8)
                                + " never answered within 8 s"),
                bootstrap(never));
    }

    @Test
    void a_container_that_ends_early_is_told_at_once() {
        BootstrapOrder order = app(1, "clboot010", 10, BootstrapMode.CRON, "sh", "-c", "sleep 1; exit 7");
        long before = System.nanoTime();
        assertEquals(new Failed("clboot010", "clboot010 on host server dldocker01 ended"), bootstrap(order));
        assertTrue(Duration.ofNanos(System.nanoTime() - before).compareTo(LIMITS.sshdAnswers()) < 0);
    }

    @Test
    void an_sshd_that_drops_logins_is_met_with_patience() throws Exception {
        BootstrapOrder order = app(
                2,
                "clboot009",
                9,
                BootstrapMode.CRON,
                "/usr/sbin/sshd",
                "-D",
                "-o",
                "MaxStartups=2:100:2",
                "-o",
                "LoginGraceTime=3");
        // Two strangers who never log in take both places, until sshd's grace for them ends.
        try (Socket first = stranger(order);
                Socket second = stranger(order)) {
            assertTrue(first.isConnected() && second.isConnected());
            assertEquals(new Bootstrapped("clboot009", "highstate: 2 of 2 states true"), bootstrap(order));
        }
    }

    @Test
    void twelve_at_once_all_become_minions() throws Exception {
        List<BootstrapOrder> ours = apps("clbench", 20);
        List<BootstrapOrder> raw = apps("clplain", 40);
        bootstrap(app(1, "clwarm001", 60, BootstrapMode.CRON, SSHD));
        double one = seconds(() -> bootstrap(app(1, "clwarm002", 61, BootstrapMode.CRON, SSHD)));
        double plain = seconds(() -> parallel(raw, this::plainSsh));
        Map<String, BootstrapOutcome> outcomes = new ConcurrentHashMap<>();
        double autodock = seconds(() -> parallel(ours, order -> outcomes.put(order.hostname(), bootstrap(order))));
        Map<String, BootstrapOutcome> expected = ours.stream()
                .collect(Collectors.toMap(
                        BootstrapOrder::hostname,
                        o -> new Bootstrapped(o.hostname(), "highstate: 2 of 2 states true")));
        assertEquals(new TreeMap<>(expected), new TreeMap<>(outcomes));
        System.out.printf(
                "one with its container: %.2f s; twelve at once: %.2f s, plain ssh: %.2f s%n", one, autodock, plain);
    }

    private Optional<String> ended(HostServer host, String hostname) {
        return containers.ended(host, hostname);
    }

    private List<BootstrapOrder> apps(String scheme, int firstPort) {
        return IntStream.range(0, 12)
                .mapToObj(
                        i -> app(1 + i % 3, scheme + "%03d".formatted(i + 1), firstPort + i, BootstrapMode.CRON, SSHD))
                .toList();
    }

    private BootstrapOrder app(int host, String hostname, int port, BootstrapMode mode, String... command) {
        MinionKeyPair pair = minionKeys.take();
        accepted.put(hostname, List.of(pair.fingerprint()));
        assertEquals(Map.of(), masterKeys.accept(List.of(new Acceptance(hostname, pair, List.of()))));
        String id = containers.run(host, hostname, FIRST_PORT + port, access.filesFor(hostname), command);
        return new BootstrapOrder(
                lab.host(host),
                FormationId.of("cholcomb", "owncloud"),
                hostname,
                id,
                FIRST_PORT + port,
                mode,
                Optional.of(new SaltIdentity(pair, masterKeys.masterPublicKey())));
    }

    private BootstrapOutcome bootstrap(BootstrapOrder order) {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            return template.requestBody("direct:bootstrap-app", order, BootstrapOutcome.class);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same work without Autodock: the same files, host key check and script, by the ssh command. */
    private void plainSsh(BootstrapOrder order) {
        try {
            String hostKey = containers.read(order.host(), order.containerId(), SshAccess.HOST_KEY_FILE);
            containers.copyIn(order.host(), order.containerId(), order.keyFiles());
            Path known = Files.writeString(
                    directory.resolve("known-" + order.hostname()),
                    "[" + order.host().address() + "]:" + order.sshPort() + " " + hostKey);
            Process ssh = new ProcessBuilder(
                            "ssh",
                            "-n",
                            "-i",
                            controller.file().toString(),
                            "-p",
                            Integer.toString(order.sshPort()),
                            "-o",
                            "UserKnownHostsFile=" + known,
                            "-o",
                            "StrictHostKeyChecking=yes",
                            "-o",
                            "BatchMode=yes",
                            "root@" + order.host().address(),
                            new BootstrapScript(settings).text(order))
                    .redirectErrorStream(true)
                    .start();
            ssh.getInputStream().readAllBytes();
            assertEquals(0, ssh.waitFor());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void parallel(List<BootstrapOrder> orders, Consumer<BootstrapOrder> work) {
        ExecutorService workers = Executors.newFixedThreadPool(orders.size());
        CompletableFuture.allOf(orders.stream()
                        .map(order -> CompletableFuture.runAsync(() -> work.accept(order), workers))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        workers.shutdown();
    }

    private static double seconds(Runnable work) {
        long before = System.nanoTime();
        work.run();
        return (System.nanoTime() - before) / 1e9;
    }

    private Socket stranger(BootstrapOrder order) throws IOException {
        Socket socket = new Socket(order.host().address(), order.sshPort());
        assertEquals('S', socket.getInputStream().read());
        return socket;
    }

    private void top(String match, String state) throws IOException {
        stateFile(
                "top.sls",
                "base:\n  '*':\n    - autodock_highstate\n  'cl*':\n    - web\n  '" + match + "':\n    - " + state
                        + "\n");
    }

    private void state(String name, String text) throws IOException {
        stateFile(name + ".sls", text);
    }

    private void stateFile(String name, String text) throws IOException {
        Path file = Path.of(lab.fact("AUTODOCK_LAB_SALT_STATES")).resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        stateFiles.add(file);
    }
}
