package io.autodock.health;

import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostServer;
import io.autodock.console.AppConsole;
import io.autodock.console.ExecOutcome;
import io.autodock.console.Invocation;
import io.autodock.container.AppRun;
import io.autodock.container.Engines;
import io.autodock.formation.App;
import io.autodock.formation.HealthReach;
import io.autodock.formation.rule.HealthProbe;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Looks at one app: over the network where its probe names a port, else from inside its container. */
public final class Examiner {

    /** How long one look may take. */
    static final Duration LIMIT = Duration.ofSeconds(5);

    private static final int LONGEST_WORD = 200;

    /** Ends the command itself where the image can, so that one that hangs is not left behind by each look. */
    private static final String BOUNDED = "if command -v timeout >/dev/null 2>&1; then exec timeout "
            + LIMIT.toSeconds() + " /bin/sh -c \"$0\"; fi; exec /bin/sh -c \"$0\"";

    private final PortLook network;
    private final AppConsole console;
    private final Engines engines;
    private final AppRun containers;

    /** Looks at a port of a host. */
    @FunctionalInterface
    public interface PortLook {
        /**
         * Why what listens there is not well, in some words; empty when it is.
         *
         * @param address of the host
         */
        Optional<String> look(String address, int port, HealthProbe probe, Duration limit);
    }

    /** One that looks through those. */
    public Examiner(PortLook network, AppConsole console, Engines engines, AppRun containers) {
        this.network = network;
        this.console = console;
        this.engines = engines;
        this.containers = containers;
    }

    /** What a look finds; never throws. */
    public Finding look(HostServer host, App app, HealthProbe probe) {
        try {
            return words(host, app, probe)
                    .map(words -> unwell(host, app, probe.written() + " " + words))
                    .orElseGet(Finding.Well::new);
        } catch (AutodockException refused) {
            return refused.code() == ProblemCode.UNAVAILABLE
                    ? new Finding.Unknown(refused.sentence())
                    : unwell(host, app, refused.sentence());
        }
    }

    private Optional<String> words(HostServer host, App app, HealthProbe probe) {
        if (probe instanceof HealthProbe.Shell shell) {
            return inside(host, app, shell.line());
        }
        return HealthReach.published(app, probe.containerPort().orElseThrow())
                .map(port -> network.look(
                        port.address().isEmpty() || port.address().equals("0.0.0.0") ? host.address() : port.address(),
                        port.hostPort(),
                        probe,
                        LIMIT))
                .orElse(Optional.of("is not published"));
    }

    private Optional<String> inside(HostServer host, App app, String line) {
        return told(console.exec(
                host,
                app.containerId(),
                new Invocation(List.of("/bin/sh", "-c", BOUNDED, line), LIMIT.plusSeconds(2))));
    }

    private static Optional<String> told(ExecOutcome outcome) {
        if (outcome instanceof ExecOutcome.Ended ended) {
            return ended.exitCode() == 0
                    ? Optional.empty()
                    : Optional.of("ended with exit code " + ended.exitCode() + lastWord(ended));
        }
        return Optional.of("did not end within " + LIMIT.toSeconds() + " s");
    }

    private static String lastWord(ExecOutcome outcome) {
        return (outcome.out() + "\n" + outcome.error())
                .lines()
                .map(line -> line.replaceAll("\\p{Cntrl}", " ").strip())
                .filter(line -> !line.isEmpty())
                .reduce((before, last) -> last)
                .map(line -> " and \"" + line.substring(0, Math.min(LONGEST_WORD, line.length())) + "\"")
                .orElse("");
    }

    /** A host that does not answer speaks for no app; a container that has ended has its own words. */
    private Finding unwell(HostServer host, App app, String words) {
        if (!(engines.state(host) instanceof EngineState.Answers)) {
            return new Finding.Unknown(words + ", and host server " + host.name() + " does not answer");
        }
        return containers
                .ended(host, app.hostname())
                .<Finding>map(Finding.Ended::new)
                .orElseGet(() -> new Finding.Unwell(words));
    }
}
