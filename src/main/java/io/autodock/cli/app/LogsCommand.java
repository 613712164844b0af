package io.autodock.cli.app;

import io.autodock.cli.formation.FormationOptions;
import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.ServiceCommand;
import io.autodock.cli.http.Session;
import io.autodock.cli.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what apps wrote. */
@Command(name = "logs", description = "The output of a formation's apps, or of one of them.")
public final class LogsCommand extends ServiceCommand {

    private static final long BETWEEN_LOOKS_MILLIS = 1_000;
    private static final int MOST_LINES = 10_000;

    @Mixin
    private FormationOptions formation = new FormationOptions();

    @Parameters(paramLabel = "APP", arity = "0..1", description = "The app's hostname. Default: all of them.")
    private @Nullable String app;

    @Option(names = "--tail", paramLabel = "N", description = "How many lines of each app. Default: 100.")
    private @Nullable String tail;

    @Option(names = "--follow", description = "Go on with what is written from now on.")
    private boolean follow;

    @Option(names = "--timestamps", description = "With the time of each line.")
    private boolean timestamps;

    public LogsCommand(Session session) {
        super(session);
    }

    @Override
    protected int run(ServiceClient client) {
        String path = formation.path(client) + "/logs?tail=";
        String only = app == null ? "" : "&app=" + ServiceClient.segment(app);
        String last = shown(client.get(path + (tail == null ? "100" : ServiceClient.segment(tail)) + only), "");
        while (follow) {
            rest();
            String after = last.isEmpty() ? "" : "&after=" + ServiceClient.segment(last);
            last = shown(client.get(path + MOST_LINES + only + after), last);
        }
        return DONE;
    }

    /** Shows the lines and gives the time of the last one, or the time before where there is none. */
    private String shown(ServiceAnswer answer, String before) {
        List<JsonObject> lines = answer.body().objects("lines");
        if (!follow || !json()) {
            show(answer, () -> lines.forEach(this::tell));
        } else {
            console().out().print(lines.isEmpty() ? "" : answer.text() + "\n");
        }
        console().out().flush();
        return lines.isEmpty() ? before : lines.get(lines.size() - 1).text("at");
    }

    private void tell(JsonObject line) {
        String name = app == null ? line.text("app") + " | " : "";
        console().say((timestamps ? line.text("at") + " " : "") + name + line.text("text"));
    }

    private static void rest() {
        CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS))
                .join();
    }
}
