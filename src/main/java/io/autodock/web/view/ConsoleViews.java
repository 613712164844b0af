package io.autodock.web.view;

import io.autodock.console.ExecOutcome;
import io.autodock.console.FormationConsole.Seen;
import io.autodock.console.LogLine;
import io.autodock.container.ContainerView;
import io.autodock.formation.App;
import io.autodock.health.Health;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is seen of running apps, in JSON. */
public final class ConsoleViews {

    private ConsoleViews() {}

    /** Lines of output, the oldest first. */
    public record Logs(List<Line> lines) {

        /** How lines are shown. */
        public static Logs of(List<LogLine> lines) {
            return new Logs(lines.stream()
                    .map(line -> new Line(line.hostname(), line.at(), line.stream(), line.text()))
                    .toList());
        }
    }

    /** One line of output. */
    public record Line(String app, Instant at, String stream, String text) {}

    /**
     * What became of a command.
     *
     * @param exitCode absent when it had not ended when its time was over
     */
    public record Exec(Optional<Integer> exitCode, String out, String error) {

        /** How an outcome is shown. */
        public static Exec of(ExecOutcome outcome) {
            Optional<Integer> code =
                    outcome instanceof ExecOutcome.Ended ended ? Optional.of(ended.exitCode()) : Optional.empty();
            return new Exec(code, outcome.out(), outcome.error());
        }
    }

    /** What runs where. */
    public record Processes(List<AppProcess> apps) {}

    /**
     * One app where it is.
     *
     * @param state the engine's word, {@code gone}, or {@code unknown} with a note why
     */
    public record AppProcess(
            String hostname,
            String hostServer,
            String state,
            Optional<String> containerId,
            Optional<Instant> started,
            Optional<Integer> exitCode,
            Optional<String> health,
            Optional<String> note) {

        /** How an app is shown, with what was seen of its health. */
        public static AppProcess of(Seen seen, Optional<Health> health) {
            App app = seen.app();
            Optional<ContainerView> container = seen.container();
            Optional<Boolean> runs = container.map(each -> each.state() == ContainerView.State.RUNNING);
            return new AppProcess(
                    app.hostname(),
                    app.hostServer(),
                    seen.unknown().isPresent()
                            ? "unknown"
                            : container.map(each -> each.state().word()).orElse("gone"),
                    container.map(ContainerView::id),
                    container.flatMap(ContainerView::startedAt),
                    container.filter(each -> !runs.orElse(true)).map(ContainerView::exitCode),
                    health.map(each -> each.state().lowerCase()),
                    seen.unknown());
        }
    }
}
