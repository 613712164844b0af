package io.autodock.container;

import static io.autodock.container.AppFixture.app;
import static io.autodock.container.AppFixture.origin;
import static io.autodock.container.AppFixture.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostServer;
import io.autodock.formation.FormationId;
import io.autodock.formation.ImageReference;
import io.autodock.formation.Volume;
import io.autodock.problem.AutodockException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What engines do, whether real or in memory. */
public abstract class EnginesContract {

    private static final String NAME = "itcontract001";
    private static final FormationId FORMATION = FormationId.of("team1", "f1");

    protected abstract Engines engines();

    protected abstract HostServer host();

    /** An image that its registry has. */
    protected abstract ImageReference image();

    /** One that nobody has. */
    protected abstract ImageReference noImage();

    /** What {@code docker:containerremove} does; a container that is absent is fine. */
    protected abstract void remove(String name);

    @AfterEach
    void nothingLeft() {
        remove(NAME);
        engines().dropVolumes(order());
    }

    @Test
    void anEngineThatAnswersSaysSo() {
        assertInstanceOf(EngineState.Answers.class, engines().state(host()));
        assertTrue(engines().facts(host()).cores() >= 1);
        assertEquals("engine", engines().facts(host()).source());
    }

    @Test
    void aTagIsFixedToADigest() {
        PinnedImage pinned = pinned();
        assertTrue(pinned.pullable());
        assertTrue(pinned.reference().startsWith(image().repository() + "@sha256:"), pinned.reference());
        assertEquals(Optional.empty(), engines().lacksImage(host(), pinned));
    }

    @Test
    void anImageThatNobodyHasIsRefusedByName() {
        AutodockException refusal =
                assertThrows(AutodockException.class, () -> engines().resolve(noImage(), List.of(host())));
        assertTrue(refusal.sentence().startsWith("image \"" + noImage().written() + "\""), refusal.sentence());
    }

    @Test
    void anImageOfNoRegistryIsOnlyWhereItIsHeld() {
        PinnedImage local = new PinnedImage("local:1", "sha256:" + "0".repeat(64), false);
        assertEquals(
                Optional.of("host server " + host().name()
                        + " does not hold image \"local:1\", and no registry hands it out"),
                engines().lacksImage(host(), local));
        assertThrows(AutodockException.class, () -> engines().pull(host(), local, "request-1"));
    }

    @Test
    void creatingTwiceMakesOneContainer() {
        AppContainer app = pulled().publishing(tcp(29_101, 80)).make();
        String id = engines().create(app);
        assertEquals(id, engines().create(app));

        ContainerView view = engines().find(host(), NAME).orElseThrow();
        assertEquals(ContainerView.State.CREATED, view.state());
        assertEquals(Optional.of(app.origin()), view.origin());
        assertEquals(100L << 20, view.memoryBytes());
        assertEquals(100, view.cpuShares());
        assertEquals(app.ports(), view.ports());
        assertTrue(engines().listOurs(host()).contains(view));
    }

    @Test
    void anotherMakeUnderTheSameNameIsRefused() {
        engines().create(pulled().make());
        AppContainer other = pulled().of(origin(NAME, 2, "spec2")).make();
        assertThrows(AutodockException.class, () -> engines().create(other));
    }

    @Test
    void filesThatWereCopiedInCanBeRead() {
        String id = engines().create(pulled().make());
        engines().copyIn(host(), id, List.of(new ContainerFile("/etc/autodock/it", 0600, "first\n")));
        engines().copyIn(host(), id, List.of(new ContainerFile("/etc/autodock/it", 0600, "second\n")));
        assertEquals("second\n", engines().read(host(), id, "/etc/autodock/it"));
        assertThrows(AutodockException.class, () -> engines().read(host(), id, "/etc/autodock/none"));
    }

    @Test
    void volumesAreFoundByTheirAppAndDropped() {
        engines().create(pulled().mounting(new Volume.NewVolume("/data")).make());
        assertEquals(1, engines().volumes(order()).size());
        assertEquals(List.of(), engines().volumes(new RemoveOrder(host(), NAME, FormationId.of("team2", "f1"), true)));
        remove(NAME);
        engines().dropVolumes(order());
        assertEquals(List.of(), engines().volumes(order()));
    }

    @Test
    void nothingIsFoundWhereNothingIs() {
        assertEquals(Optional.empty(), engines().find(host(), "itcontract999"));
    }

    private AppFixture pulled() {
        PinnedImage pinned = pinned();
        engines().pull(host(), pinned, "request-1");
        return app(host(), NAME, pinned);
    }

    private PinnedImage pinned() {
        return engines().resolve(image(), List.of(host()));
    }

    private RemoveOrder order() {
        return new RemoveOrder(host(), NAME, FORMATION, true);
    }
}
