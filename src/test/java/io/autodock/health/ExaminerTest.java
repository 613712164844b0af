package io.autodock.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.cluster.HostServer;
import io.autodock.console.FakeAppConsole;
import io.autodock.container.AppFixture;
import io.autodock.container.AppRun;
import io.autodock.container.FakeEngines;
import io.autodock.container.PinnedImage;
import io.autodock.formation.App;
import io.autodock.formation.rule.HealthProbe;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one look finds. */
class ExaminerTest {

    private static final HostServer HOST = AppFixture.nowhere();

    private final FakeEngines engines = new FakeEngines();
    private final FakeAppConsole console = new FakeAppConsole();
    private final List<String> looks = new ArrayList<>();
    private Optional<String> words = Optional.empty();
    private final Examiner examiner = new Examiner(
            (address, port, probe, limit) -> {
                looks.add(address + ":" + port + " " + probe.written());
                return words;
            },
            console,
            engines,
            new AppRun(engines, Clock.systemUTC(), Duration.ofSeconds(1)));
    private App app;

    @BeforeEach
    void run() {
        app = App.placed("web001", HOST.name(), List.of(AppFixture.tcp(8080, 80)), OptionalInt.of(9023))
                .running(start());
    }

    private String start() {
        AppFixture container = AppFixture.app(HOST, "web001", new PinnedImage("sshd:1", "sshd@sha256:1", true));
        engines.pull(HOST, container.image(), "r");
        String id = engines.create(container.make());
        engines.start(HOST, id);
        return id;
    }

    @Test
    void aPortIsLookedAtWhereItIsPublished() {
        assertEquals(new Finding.Well(), examiner.look(HOST, app, new HealthProbe.Tcp(80)));
        assertEquals(new Finding.Well(), examiner.look(HOST, app, new HealthProbe.Http(22, "/x")));
        assertEquals(List.of("10.0.0.11:8080 tcp:80", "10.0.0.11:9023 http:22/x"), looks);
        words = Optional.of("was refused");
        assertEquals(new Finding.Unwell("tcp:80 was refused"), examiner.look(HOST, app, new HealthProbe.Tcp(80)));
    }

    @Test
    void aPortThatIsNotPublishedIsNotWell() {
        assertEquals(new Finding.Unwell("tcp:81 is not published"), examiner.look(HOST, app, new HealthProbe.Tcp(81)));
        assertEquals(List.of(), looks);
    }

    @Test
    void aCommandRunsInTheContainerWithoutBeingPartOfAnotherLine() {
        String line = "test \"$x\" = 'a'; id";
        assertEquals(new Finding.Well(), examiner.look(HOST, app, new HealthProbe.Shell(line)));
        assertTrue(console.calls().get(0).endsWith(" " + line), console.calls().get(0));
        console.endWith(3);
        assertEquals(
                new Finding.Unwell("cmd:" + line + " ended with exit code 3 and \"it failed\""),
                examiner.look(HOST, app, new HealthProbe.Shell(line)));
    }

    @Test
    void aHostThatDoesNotAnswerSaysNothingOfItsApps() {
        words = Optional.of("did not answer");
        engines.silence(HOST);
        assertInstanceOf(Finding.Unknown.class, examiner.look(HOST, app, new HealthProbe.Tcp(80)));
    }

    @Test
    void aContainerThatHasEndedHasItsOwnWords() {
        engines.stop(HOST, app.containerId());
        words = Optional.of("was refused");
        Finding found = examiner.look(HOST, app, new HealthProbe.Tcp(80));
        assertInstanceOf(Finding.Ended.class, found);
        assertTrue(found.sentence().startsWith("web001 on host server dldocker01 ended"), found.sentence());
    }
}
