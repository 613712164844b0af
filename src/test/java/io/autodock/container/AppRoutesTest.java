package io.autodock.container;

import static io.autodock.container.AppFixture.app;
import static io.autodock.container.AppFixture.nowhere;
import static io.autodock.container.AppFixture.origin;
import static io.autodock.container.AppFixture.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.autodock.cluster.HostServer;
import io.autodock.container.docker.EngineFailures;
import io.autodock.formation.FormationId;
import io.autodock.formation.Protocol;
import io.autodock.formation.Volume;
import io.autodock.placement.HeldPort;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.Test;

/** The order of {@code run-app} and {@code remove-app}, with engines in memory. */
class AppRoutesTest extends CamelMainTestSupport {

    private static final String NAME = "web001";
    private static final HostServer HOST = nowhere();
    private static final PinnedImage IMAGE = new PinnedImage("sshd:1", "sshd@sha256:1", true);
    private static final FormationId FORMATION = FormationId.of("team1", "f1");
    private static final RemoveOrder ORDER = new RemoveOrder(HOST, NAME, FORMATION, true);

    private final FakeEngines engines = new FakeEngines();

    @Override
    protected void configure(MainConfigurationProperties configuration) {
        configuration.withRoutesIncludePattern(
                "file:routes/steps/run-app.camel.yaml,file:routes/steps/remove-app.camel.yaml");
    }

    @Override
    public void configureContext(CamelContextConfiguration configuration) {
        super.configureContext(configuration);
        Properties properties = new Properties();
        properties.setProperty("autodock.run.poll-milliseconds", "10");
        properties.setProperty("camel.management.enabled", "false");
        configuration.withUseOverridePropertiesWithPropertiesComponent(properties);
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("docker", new FakeDockerComponent(engines, HOST));
        registry.bind("dockerEndpoints", new FakeDockerComponent.Query());
        registry.bind("inspectedContainer", new FakeDockerComponent.Unchanged());
        registry.bind("engineFailures", new EngineFailures());
        registry.bind("appRun", new AppRun(engines, Clock.systemUTC(), Duration.ofMillis(300)));
        registry.bind("appRemoval", new AppRemoval(engines, Clock.systemUTC(), Duration.ofMillis(300)));
    }

    @Test
    void anAppIsPulledCreatedFilledAndStarted() {
        RunOutcome outcome = run(app(HOST, NAME, IMAGE)
                .publishing(tcp(9023, 22))
                .with(new ContainerFile("/root/key", 0600, "k"))
                .make());

        assertInstanceOf(RunOutcome.Running.class, outcome, outcome::toString);
        assertEquals(List.of("pull", "create", "copyIn", "start"), engines.calls());
    }

    @Test
    void aRunningAppOfTheSameMakeIsAdopted() {
        RunOutcome first = run(app(HOST, NAME, IMAGE).make());
        assertEquals(first, run(app(HOST, NAME, IMAGE).make()));
        assertEquals(List.of("pull", "create", "start"), engines.calls());
    }

    @Test
    void anOlderGenerationIsRemovedFirst() {
        run(app(HOST, NAME, IMAGE).make());
        RunOutcome outcome =
                run(app(HOST, NAME, IMAGE).of(origin(NAME, 2, "spec2")).make());

        assertEquals(new RunOutcome.Running(NAME, "id-2"), outcome);
        assertEquals(List.of("pull", "create", "start", "remove", "pull", "create", "start"), engines.calls());
    }

    @Test
    void aLaterGenerationIsLeftAlone() {
        run(app(HOST, NAME, IMAGE).of(origin(NAME, 2, "spec2")).make());
        RunOutcome outcome = run(app(HOST, NAME, IMAGE).make());
        assertEquals(
                new RunOutcome.HostRefused(
                        NAME,
                        "host server dldocker01 has a container web001 of the later generation 2; it is left alone"),
                outcome);
    }

    @Test
    void aStrangerIsLeftAlone() {
        engines.putStranger(HOST, NAME);
        assertEquals(
                new RunOutcome.HostRefused(
                        NAME, "host server dldocker01 has a container web001 that is not Autodock's; it is left alone"),
                run(app(HOST, NAME, IMAGE).make()));
        assertEquals(new RemoveOutcome.Removed(NAME), remove(ORDER));
        assertEquals(Set.of(NAME), engines.names(HOST));
    }

    @Test
    void aTakenPortLeavesNothing() {
        engines.refuseStart("driver failed: Bind for 0.0.0.0:8082 failed: port is already allocated");
        RunOutcome outcome = run(app(HOST, NAME, IMAGE)
                .publishing(tcp(8082, 80))
                .mounting(new Volume.NewVolume("/data"))
                .make());
        assertEquals(
                new RunOutcome.PortTaken(
                        NAME,
                        new HeldPort(Protocol.TCP, 8082),
                        "host port 8082/tcp of host server dldocker01 is held by something that is not Autodock's"),
                outcome);
        assertEquals(Set.of(), engines.names(HOST));
        assertEquals(List.of(), engines.volumes(ORDER));
    }

    @Test
    void anAppThatEndsAtOnceLeavesNothing() {
        engines.endAtOnce();
        assertEquals(
                new RunOutcome.AppFailed(
                        NAME,
                        "web001 on host server dldocker01 ended at once with exit code 1; its last line was \"boom: no config\""),
                run(app(HOST, NAME, IMAGE).make()));
        assertEquals(Set.of(), engines.names(HOST));
    }

    @Test
    void aSilentEngineIsUnknownNotAbsent() {
        engines.silence(HOST);
        RunOutcome.HostRefused refused = assertInstanceOf(
                RunOutcome.HostRefused.class, run(app(HOST, NAME, IMAGE).make()));
        assertFalse(refused.mayBeLeft(), refused.sentence());
        assertInstanceOf(RemoveOutcome.Unknown.class, remove(ORDER));
    }

    @Test
    void aRemovalInProgressIsWaitedFor() {
        run(app(HOST, NAME, IMAGE).make());
        engines.removeSlowly(5);
        assertEquals(new RemoveOutcome.Removed(NAME), remove(ORDER));
        assertEquals(Set.of(), engines.names(HOST));
    }

    @Test
    void aRemovalThatNeverEndsIsToldWithinItsLimit() {
        run(app(HOST, NAME, IMAGE).make());
        engines.removeSlowly(100_000);
        assertEquals(
                new RemoveOutcome.StillThere(
                        NAME, "host server dldocker01 still has the container web001 in state removing"),
                remove(ORDER));
        assertEquals(
                new RunOutcome.HostRefused(NAME, "host server dldocker01 has a container web001 in state removing"),
                run(app(HOST, NAME, IMAGE).make()));
    }

    @Test
    void removingTwiceIsTheSame() {
        run(app(HOST, NAME, IMAGE).make());
        assertEquals(new RemoveOutcome.Removed(NAME), remove(ORDER));
        assertEquals(new RemoveOutcome.Removed(NAME), remove(ORDER));
    }

    private RunOutcome run(AppContainer app) {
        return template.requestBody("direct:run-app", app, RunOutcome.class);
    }

    private RemoveOutcome remove(RemoveOrder order) {
        return template.requestBody("direct:remove-app", order, RemoveOutcome.class);
    }
}
