package io.autodock.console;

import io.autodock.access.Caller;
import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.container.ContainerView;
import io.autodock.container.Engines;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationShelf;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The apps of one formation, as its owner or an operator looks at them. Of what is somebody else's, nothing is told. */
public final class FormationConsole {

    /** How long the end of a command is waited for. */
    public static final Duration EXEC_LIMIT = Duration.ofSeconds(50);

    private static final Logger AUDIT = LoggerFactory.getLogger("io.autodock.audit");

    private final FormationShelf shelf;
    private final HostDirectory directory;
    private final Engines engines;
    private final AppConsole console;
    private final Executor executor;

    /** @param executor asks the engines side by side */
    public FormationConsole(
            FormationShelf shelf, HostDirectory directory, Engines engines, AppConsole console, Executor executor) {
        this.shelf = shelf;
        this.directory = directory;
        this.engines = engines;
        this.console = console;
        this.executor = executor;
    }

    /**
     * An app where it is.
     *
     * @param container empty when it is gone, or when nobody knows
     * @param unknown why nothing is known of it
     */
    public record Seen(App app, Optional<ContainerView> container, Optional<String> unknown) {}

    /**
     * The output of one app or of all, by time.
     *
     * @throws AutodockException NOT_FOUND for a formation or an app that is absent or somebody else's
     */
    public List<LogLine> logs(Caller caller, FormationId id, Optional<String> app, LogQuery query) {
        FormationRecord record = shelf.show(caller, id);
        List<App> apps = app.map(name -> List.of(app(record, name))).orElse(record.apps());
        return sideBySide(apps, each -> console.logs(host(each), each.hostname(), query)).stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(LogLine::at))
                .toList();
    }

    /** Runs a command in an app on behalf of an operator, and keeps in the log who did. */
    public ExecOutcome exec(Caller operator, FormationId id, String hostname, List<String> words) {
        App app = app(shelf.show(operator, id), hostname);
        AUDIT.info("{} runs in {} of {}: {}", operator.name(), hostname, id, words);
        return console.exec(host(app), app.containerId(), new Invocation(words, EXEC_LIMIT));
    }

    /** What runs where; an engine that is silent makes no app gone. */
    public List<Seen> seen(Caller caller, FormationId id) {
        return sideBySide(shelf.show(caller, id).apps(), this::look);
    }

    private Seen look(App app) {
        try {
            return new Seen(app, engines.find(host(app), app.hostname()), Optional.empty());
        } catch (AutodockException silent) {
            return new Seen(app, Optional.empty(), Optional.of(silent.sentence()));
        }
    }

    private <T> List<T> sideBySide(List<App> apps, Function<App, T> asked) {
        List<CompletableFuture<T>> answers = apps.stream()
                .map(app -> CompletableFuture.supplyAsync(() -> asked.apply(app), executor))
                .toList();
        try {
            return answers.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof AutodockException told ? told : failed;
        }
    }

    private static App app(FormationRecord record, String hostname) {
        return record.apps().stream()
                .filter(app -> app.hostname().equals(hostname))
                .findFirst()
                .orElseThrow(() -> AutodockException.of(
                        ProblemCode.NOT_FOUND, "formation " + record.id() + " has no app \"" + hostname + "\""));
    }

    private HostServer host(App app) {
        return directory
                .find(app.hostServer())
                .orElseThrow(() -> AutodockException.of(
                        ProblemCode.FAILED,
                        "host-server \"" + app.hostServer() + "\" is no longer in the docker cluster"));
    }
}
