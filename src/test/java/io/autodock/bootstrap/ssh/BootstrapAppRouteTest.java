package io.autodock.bootstrap.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.bootstrap.BootstrapLimits;
import io.autodock.bootstrap.BootstrapOrder;
import io.autodock.bootstrap.BootstrapOutcome;
import io.autodock.bootstrap.BootstrapOutcome.Bootstrapped;
import io.autodock.bootstrap.BootstrapOutcome.Failed;
import io.autodock.bootstrap.BootstrapScript;
import io.autodock.bootstrap.BootstrapSettings;
import io.autodock.bootstrap.BootstrapTurns;
import io.autodock.bootstrap.ContainerEnds;
import io.autodock.bootstrap.FakeContainerFiles;
import io.autodock.bootstrap.Orders;
import io.autodock.bootstrap.salt.HighstateVerdict;
import io.autodock.lab.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route bootstrap-app with a real SSH server that answers what each test says. */
class BootstrapAppRouteTest {

    private static final String REACHED =
            "AUTODOCK-REPORT\nstage=reachable\nstatus=0\noom-kills=0\nAUTODOCK-OUTPUT\n\nAUTODOCK-LOG\n\nAUTODOCK-END\n";
    private static final BootstrapLimits LIMITS = new BootstrapLimits(
            Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofMillis(200));
    private static final Bootstrapped BOOTSTRAPPED =
            new Bootstrapped("clweb001", "reachable over SSH; Salt skipped: no Salt master is configured");

    private final FakeContainerFiles files = new FakeContainerFiles();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final BootstrapSettings settings = new BootstrapSettings(List.of(), Optional.empty(), LIMITS);
    private final List<String> end = new CopyOnWriteArrayList<>();
    private final ContainerEnds ends = (host, hostname) -> end.stream().findFirst();
    private final AppLogins logins = new AppLogins(LIMITS, ends, Clock.systemUTC());
    private final AppSshClients clients = new AppSshClients(logins, LIMITS);
    private final BootstrapTurns turns = new BootstrapTurns(host -> 4);
    private Path directory;
    private ControllerKey controller;

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        controller = ControllerKey.at(temporary.resolve("state with blanks"));
        context.getRegistry().bind("containerFiles", files);
        context.getRegistry().bind("bootstrapTurns", turns);
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
    }

    @Test
    void an_app_is_reached_and_its_turn_is_given_back() throws Exception {
        try (LocalSshd sshd = sshd(command -> new LocalSshd.Answer(0, REACHED))) {
            assertEquals(BOOTSTRAPPED, bootstrap(sshd));
            assertEquals(1, sshd.commands().size());
            assertTrue(sshd.commands().get(0).startsWith("if test -w /"));
            assertEquals(0, turns.busy());
        }
    }

    @Test
    void dropped_logins_are_tried_again() throws Exception {
        try (LocalSshd sshd = sshd(command -> new LocalSshd.Answer(0, REACHED))) {
            sshd.dropNext(3);
            assertEquals(BOOTSTRAPPED, bootstrap(sshd));
            assertEquals(1, sshd.commands().size());
        }
    }

    @Test
    void a_refused_key_is_told_and_not_tried_again() throws Exception {
        String stranger = OpenSshKey.generate("stranger").publicLine();
        try (LocalSshd sshd = new LocalSshd(directory, stranger, command -> new LocalSshd.Answer(0, REACHED))) {
            assertEquals(failed("sshd at 127.0.0.1:" + sshd.port() + " refuses Autodock's key"), bootstrap(sshd));
            // The look for its banner, and one login.
            assertEquals(2, sshd.sessions());
        }
    }

    @Test
    void another_host_key_is_told_and_nothing_is_sent() throws Exception {
        try (LocalSshd sshd = sshd(command -> new LocalSshd.Answer(0, REACHED))) {
            String expected = OpenSshKey.generate("x").publicLine();
            files.put("c0ffee", SshAccess.HOST_KEY_FILE, expected);
            assertEquals(
                    failed("sshd at 127.0.0.1:" + sshd.port() + " shows the host key "
                            + HostKey.ofLine(sshd.hostKeyLine()).fingerprint() + ", but its engine says "
                            + HostKey.ofLine(expected).fingerprint() + "; nothing was sent to it"),
                    run(Orders.plain("clweb001", sshd.port())));
            assertEquals(2, sshd.sessions());
            assertEquals(List.of(), sshd.commands());
        }
    }

    @Test
    void a_cut_connection_is_a_failure() throws Exception {
        try (LocalSshd sshd = sshd(command -> null)) {
            BootstrapOrder order = Orders.plain("clweb001", sshd.port());
            assertEquals(
                    failed("the SSH connection to " + order.where() + " ended before the bootstrap script did"),
                    bootstrap(sshd));
            assertEquals(1, sshd.commands().size());
        }
    }

    @Test
    void a_command_that_never_ends_is_ended_at_the_limit() throws Exception {
        CompletableFuture<LocalSshd.Answer> never = new CompletableFuture<>();
        try (LocalSshd sshd = sshd(command -> never.join())) {
            long before = System.nanoTime();
            BootstrapOutcome outcome = bootstrap(sshd);
            assertTrue(Duration.ofNanos(System.nanoTime() - before)
                            .compareTo(LIMITS.wholeScript().plusSeconds(5))
                    < 0);
            assertTrue(
                    ((Failed) outcome).sentence().endsWith("ended before the bootstrap script did"),
                    outcome.toString());
            never.complete(new LocalSshd.Answer(0, ""));
        }
    }

    @Test
    void an_sshd_that_never_answers_is_named() throws Exception {
        // Accepts connections and says nothing, as a published port with nobody behind it.
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            new Thread(() -> closeAll(silent), "silent-sshd").start();
            files.put("c0ffee", SshAccess.HOST_KEY_FILE, controller.key().publicLine());
            assertEquals(
                    failed("sshd at 127.0.0.1:" + silent.getLocalPort() + " never answered within 1 s"),
                    run(Orders.plain("clweb001", silent.getLocalPort())));
            assertEquals(0, turns.busy());
        }
    }

    @Test
    void a_container_that_ended_is_not_waited_for_and_tells_its_own_cause() throws Exception {
        String ended =
                "clweb001 on host server dldocker01 ended soon after its start with exit code 255; it wrote nothing";
        end.add(ended);
        int nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = closed.getLocalPort();
        }
        files.put("c0ffee", SshAccess.HOST_KEY_FILE, controller.key().publicLine());
        long before = System.nanoTime();
        assertEquals(new Failed("clweb001", ended), run(Orders.plain("clweb001", nobody)));
        assertTrue(Duration.ofNanos(System.nanoTime() - before).compareTo(LIMITS.sshdAnswers()) < 0);
        assertEquals(0, turns.busy());
    }

    @Test
    void a_login_is_not_tried_again_where_the_container_has_ended() throws Exception {
        try (LocalSshd sshd = sshd(command -> new LocalSshd.Answer(0, REACHED))) {
            end.add("clweb001 on host server dldocker01 ended");
            sshd.dropNext(3);
            // The look for its banner is the first to be dropped, and looks again before it asks for the container.
            assertEquals(failed("sshd at 127.0.0.1:" + sshd.port() + " dropped every login"), bootstrap(sshd));
            assertEquals(List.of(), sshd.commands());
        }
    }

    @Test
    void a_container_without_host_key_fails_before_any_connection() throws Exception {
        try (LocalSshd sshd = sshd(command -> new LocalSshd.Answer(0, REACHED))) {
            files.put("c0ffee", SshAccess.HOST_KEY_FILE, "rubbish");
            assertEquals(
                    failed("/etc/ssh/ssh_host_ed25519_key.pub in its container holds no ed25519 public key"),
                    run(Orders.plain("clweb001", sshd.port())));
            assertEquals(0, sshd.sessions());
        }
    }

    @Test
    void fifty_bootstraps_leave_no_thread_session_or_turn_behind() throws Exception {
        try (LocalSshd sshd = sshd(command -> new LocalSshd.Answer(0, REACHED))) {
            IntStream.range(0, 5).forEach(i -> assertEquals(BOOTSTRAPPED, bootstrap(sshd)));
            long threads = sshThreads();
            IntStream.range(0, 50).forEach(i -> assertEquals(BOOTSTRAPPED, bootstrap(sshd)));
            Await.until("no session is open", Duration.ofSeconds(10), () -> clients.open() == 0);
            Await.until("no more SSH threads than before", Duration.ofSeconds(10), () -> sshThreads() <= threads);
            assertEquals(0, turns.busy());
        }
    }

    private LocalSshd sshd(Function<String, LocalSshd.Answer> answers) throws Exception {
        return new LocalSshd(directory, controller.key().publicLine(), answers);
    }

    private BootstrapOutcome bootstrap(LocalSshd sshd) {
        files.put("c0ffee", SshAccess.HOST_KEY_FILE, sshd.hostKeyLine());
        return run(Orders.plain("clweb001", sshd.port()));
    }

    private BootstrapOutcome run(BootstrapOrder order) {
        BootstrapOutcome outcome =
                context.createProducerTemplate().requestBody("direct:bootstrap-app", order, BootstrapOutcome.class);
        assertFalse(outcome == null);
        return outcome;
    }

    private static long sshThreads() {
        return Stream.of(Thread.getAllStackTraces().keySet().toArray(Thread[]::new))
                .filter(thread -> thread.getName().contains("sshd-SshClient"))
                .count();
    }

    private static void closeAll(ServerSocket silent) {
        try {
            while (true) {
                silent.accept().close();
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static Failed failed(String sentence) {
        return new Failed("clweb001", "clweb001: " + sentence);
    }
}
