package io.autodock.container.docker;

import static io.autodock.container.AppFixture.app;
import static io.autodock.container.AppFixture.origin;
import static io.autodock.container.AppFixture.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer;
import io.autodock.container.ContainerFile;
import io.autodock.container.ContainerView;
import io.autodock.container.PinnedImage;
import io.autodock.container.RemoveOrder;
import io.autodock.container.RemoveOutcome;
import io.autodock.container.RunOutcome;
import io.autodock.formation.FormationId;
import io.autodock.formation.ImageReference;
import io.autodock.formation.Protocol;
import io.autodock.formation.Volume;
import io.autodock.lab.Await;
import io.autodock.lab.Lab;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code run-app} and {@code remove-app} on a real engine of the lab. */
class RunAppIT {

    private static final String NAME = "itrun001";
    private static final FormationId FORMATION = FormationId.of("team1", "f1");
    private static final String[] SLEEP = {"sleep", "600"};

    private static EngineRoutes routes;
    private static HostServer host;
    private static PinnedImage image;

    @BeforeAll
    static void start() throws Exception {
        routes = new EngineRoutes(Lab.get().dockerCertificates(), Duration.ofSeconds(10));
        host = Lab.get().host(1);
        image = routes.engines().resolve(reference(Lab.get().image()), Lab.get().hosts());
    }

    @AfterAll
    static void stop() {
        routes.close();
    }

    @AfterEach
    void nothingLeft() {
        removeByHand(NAME);
        routes.engines().dropVolumes(new RemoveOrder(host, NAME, FORMATION, true));
    }

    @Test
    void anAppRunsWithItsLimitsPortsLabelsAndFiles() {
        AppContainer wanted = app(host, NAME, image)
                .running("sh", "-c", "ssh-keygen -q -A && exec /usr/sbin/sshd -D")
                .publishing(tcp(29_001, 22), tcp(29_002, 80))
                .with(
                        new ContainerFile("/root/.ssh/authorized_keys", 0600, "ssh-ed25519 AAAA key\n"),
                        new ContainerFile("/etc/autodock-it/deep/file", 0644, "ü\n"))
                .make();

        RunOutcome.Running running = became(RunOutcome.Running.class, routes.run(wanted));

        InspectContainerResponse inspected =
                routes.client(host).inspectContainerCmd(running.containerId()).exec();
        assertEquals(100L << 20, inspected.getHostConfig().getMemory());
        assertEquals(200L << 20, inspected.getHostConfig().getMemorySwap());
        assertEquals(100, inspected.getHostConfig().getCpuShares());
        assertEquals(NAME, inspected.getConfig().getHostName());
        assertEquals(wanted.origin().labels(), ours(inspected));
        assertEquals("ü\n", routes.engines().read(host, running.containerId(), "/etc/autodock-it/deep/file"));
        ContainerView view = routes.engines().find(host, NAME).orElseThrow();
        assertEquals(wanted.ports(), view.ports());
        assertEquals(Optional.of(wanted.origin()), view.origin());
        assertTrue(routes.engines().listOurs(host).contains(view));
        Await.until("sshd answers on the published port", Duration.ofSeconds(20), RunAppIT::sshdAnswers);
    }

    private static boolean sshdAnswers() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host.address(), 29_001), 2_000);
            socket.setSoTimeout(2_000);
            byte[] banner = socket.getInputStream().readNBytes(4);
            return new String(banner, StandardCharsets.US_ASCII).startsWith("SSH");
        }
    }

    @Test
    void aHostDirectoryThatIsALinkIsRefusedAndOneThatIsNoneMounted() {
        Lab.get().onHost(1, "mkdir -p '/srv/itrun/my data' && ln -sfn / /srv/itrun/out");
        try {
            RunOutcome.HostRefused refused = became(
                    RunOutcome.HostRefused.class,
                    routes.run(app(host, NAME, image)
                            .running(SLEEP)
                            .mounting(new Volume.HostDirectory("/srv/itrun/out", "/data", true))
                            .make()));
            assertEquals(
                    "itrun001 on host server " + host.name() + ": volumes \"/srv/itrun/out:/data:ro\" is not allowed;"
                            + " allowed is a directory itself; on host server " + host.name() + " it is a link",
                    refused.sentence());
            assertFalse(refused.mayBeLeft());
            assertEquals(Optional.empty(), routes.engines().find(host, NAME));

            RunOutcome.Running running = became(
                    RunOutcome.Running.class,
                    routes.run(app(host, NAME, image)
                            .running(SLEEP)
                            .mounting(new Volume.HostDirectory("/srv/itrun/my data", "/data", false))
                            .make()));
            InspectContainerResponse inspected = routes.client(host)
                    .inspectContainerCmd(running.containerId())
                    .exec();
            assertEquals("/srv/itrun/my data", inspected.getMounts().get(0).getSource());
            assertEquals(Optional.empty(), routes.engines().find(host, NAME + "-probe"));
        } finally {
            Lab.get().onHost(1, "rm -rf /srv/itrun");
        }
    }

    @Test
    void theSameAppAgainIsAdopted() {
        AppContainer wanted = app(host, NAME, image).running(SLEEP).make();
        RunOutcome first = routes.run(wanted);
        assertEquals(first, routes.run(wanted));
        became(RunOutcome.Running.class, first);
    }

    @Test
    void anAppThatWasCreatedBeforeACrashIsFinished() {
        AppContainer wanted = app(host, NAME, image)
                .running(SLEEP)
                .with(new ContainerFile("/root/key", 0600, "k"))
                .make();
        routes.engines().pull(host, image, "request-1");
        String id = routes.engines().create(wanted);
        assertEquals(id, routes.engines().create(wanted));

        assertEquals(new RunOutcome.Running(NAME, id), routes.run(wanted));
        assertEquals("k", routes.engines().read(host, id, "/root/key"));
    }

    @Test
    void anOlderGenerationGoesFirst() {
        RunOutcome old = routes.run(app(host, NAME, image).running(SLEEP).make());
        RunOutcome.Running young = became(
                RunOutcome.Running.class,
                routes.run(app(host, NAME, image)
                        .running(SLEEP)
                        .of(origin(NAME, 2, "spec2"))
                        .make()));
        assertFalse(((RunOutcome.Running) old).containerId().equals(young.containerId()));
    }

    @Test
    void aStrangersContainerIsNeverTouched() {
        routes.engines().pull(host, image, "request-1");
        String id = routes.client(host)
                .createContainerCmd(image.reference())
                .withName(NAME)
                .withCmd(SLEEP)
                .exec()
                .getId();

        RunOutcome outcome = routes.run(app(host, NAME, image).running(SLEEP).make());

        assertEquals(
                new RunOutcome.HostRefused(
                        NAME,
                        "host server dldocker01 has a container itrun001 that is not Autodock's; it is left alone"),
                outcome);
        assertEquals(new RemoveOutcome.Removed(NAME), routes.remove(new RemoveOrder(host, NAME, FORMATION, true)));
        assertEquals(id, routes.client(host).inspectContainerCmd(NAME).exec().getId());
    }

    @Test
    void aPortThatAStrangersContainerHoldsIsTold() {
        routes.engines().pull(host, image, "request-1");
        became(
                RunOutcome.Running.class,
                routes.run(app(host, "itrun002", image)
                        .running(SLEEP)
                        .publishing(tcp(29_010, 80))
                        .make()));
        try {
            RunOutcome.PortTaken taken = became(
                    RunOutcome.PortTaken.class,
                    routes.run(app(host, NAME, image)
                            .running(SLEEP)
                            .publishing(tcp(29_011, 22), tcp(29_010, 80))
                            .make()));
            assertEquals(29_010, taken.port().hostPort());
            assertEquals(Protocol.TCP, taken.port().protocol());
            assertEquals(Optional.empty(), routes.engines().find(host, NAME));
            assertTrue(taken.sentence().contains("host port 29010/tcp of host server dldocker01"), taken.sentence());
        } finally {
            removeByHand("itrun002");
        }
    }

    @Test
    void anAppThatEndsAtOnceIsToldWithItsLastLine() {
        // It may still run when it is looked at right after its start; the confirm step's look comes a moment later.
        RunOutcome outcome = routes.run(app(host, NAME, image)
                .running("sh", "-c", "echo boom: no config; exit 1")
                .make());

        if (outcome instanceof RunOutcome.AppFailed failed) {
            assertEquals(ended("at once"), failed.sentence());
            assertEquals(Optional.empty(), routes.engines().find(host, NAME));
        } else {
            Await.until("it ended", Duration.ofSeconds(10), () -> routes.ended(host, NAME)
                    .isPresent());
            assertEquals(Optional.of(ended("soon after its start")), routes.ended(host, NAME));
        }
    }

    private static String ended(String when) {
        return "itrun001 on host server dldocker01 ended " + when
                + " with exit code 1; its last line was \"boom: no config\"";
    }

    @Test
    void aCommandThatTheImageLacksFailsTheApp() {
        RunOutcome.AppFailed failed = became(
                RunOutcome.AppFailed.class,
                routes.run(app(host, NAME, image).running("/no/such/program").make()));
        assertTrue(failed.sentence().contains("/no/such/program"), failed.sentence());
        assertEquals(Optional.empty(), routes.engines().find(host, NAME));
    }

    @Test
    void aMissingHostDirectoryIsRefusedAndNotMade() {
        RunOutcome outcome = routes.run(app(host, NAME, image)
                .running(SLEEP)
                .mounting(new Volume.HostDirectory("/srv/autodock-it-none", "/data", false))
                .make());
        assertEquals(
                new RunOutcome.HostRefused(
                        NAME,
                        "volumes \"/srv/autodock-it-none\" is not on host server dldocker01; allowed is a directory that is there"),
                outcome);
    }

    @Test
    void aNewVolumeStaysUnlessTheOrderSaysSo() {
        AppContainer wanted = app(host, NAME, image)
                .running(SLEEP)
                .mounting(new Volume.NewVolume("/data"))
                .make();
        became(RunOutcome.Running.class, routes.run(wanted));
        RemoveOrder keeping = new RemoveOrder(host, NAME, FORMATION, false);
        assertEquals(new RemoveOutcome.Removed(NAME), routes.remove(keeping));
        assertEquals(
                List.of(CreateRequest.volumeName(NAME, "/data")),
                routes.engines().volumes(keeping));
        RemoveOrder dropping = new RemoveOrder(host, NAME, FORMATION, true);
        assertEquals(new RemoveOutcome.Removed(NAME), routes.remove(dropping));
        assertEquals(List.of(), routes.engines().volumes(dropping));
    }

    @Test
    void aFailedAttemptTakesItsNewVolumeAlong() {
        RunOutcome outcome = routes.run(app(host, NAME, image)
                .running("false")
                .mounting(new Volume.NewVolume("/data"))
                .make());
        became(RunOutcome.AppFailed.class, outcome);
        assertEquals(List.of(), routes.engines().volumes(new RemoveOrder(host, NAME, FORMATION, true)));
    }

    @Test
    void anotherFormationsContainerIsNotRemoved() {
        became(
                RunOutcome.Running.class,
                routes.run(app(host, NAME, image).running(SLEEP).make()));
        RemoveOrder foreign = new RemoveOrder(host, NAME, FormationId.of("team2", "f1"), true);
        assertEquals(new RemoveOutcome.Removed(NAME), routes.remove(foreign));
        assertTrue(routes.engines().find(host, NAME).isPresent());
    }

    @Test
    void aNameThatBeginsAnIdIsNotThatContainer() {
        became(
                RunOutcome.Running.class,
                routes.run(app(host, NAME, image).running(SLEEP).make()));
        String id = routes.engines().find(host, NAME).orElseThrow().id();
        assertEquals(Optional.empty(), routes.engines().find(host, id.substring(0, 8)));
    }

    /** Says what came instead. */
    static <T extends RunOutcome> T became(Class<T> type, RunOutcome outcome) {
        return assertInstanceOf(type, outcome, outcome::toString);
    }

    static ImageReference reference(String written) {
        int colon = written.lastIndexOf(':');
        return new ImageReference(
                written.substring(0, colon), Optional.of(written.substring(colon + 1)), Optional.empty(), written);
    }

    private static Map<String, String> ours(InspectContainerResponse inspected) {
        Map<String, String> labels = new java.util.TreeMap<>(
                java.util.Objects.requireNonNull(inspected.getConfig().getLabels()));
        labels.keySet().removeIf(label -> !label.startsWith("io.autodock."));
        return labels;
    }

    private static void removeByHand(String name) {
        try {
            routes.client(host)
                    .removeContainerCmd(name)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException gone) {
            assertTrue(routes.engines().find(host, name).isEmpty());
        }
    }
}
