package io.autodock.cli.request;

import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.ServiceCommand;
import io.autodock.cli.http.Session;
import io.autodock.cli.json.JsonObject;
import java.util.Map;
import picocli.CommandLine.Option;

/** A command that places an order and follows the request until it has ended. */
public abstract class OrderCommand extends ServiceCommand {

    @Option(names = "--no-wait", description = "Don't follow the request: say its id and end.")
    private boolean noWait;

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing but what went wrong.")
    private boolean quiet;

    protected OrderCommand(Session session) {
        super(session);
    }

    /** The path that takes the order. */
    protected abstract String path();

    /** The order as JSON. */
    protected abstract Map<String, Object> order();

    @Override
    protected final int run(ServiceClient client) {
        ServiceAnswer accepted = client.order(path(), order());
        if (noWait) {
            return shown(accepted, () -> console().say(accepted.body().text("request")));
        }
        boolean silent = quiet || json();
        ServiceAnswer ended = new RequestFollower(client, console())
                .follow(accepted, silent ? Progress.silent() : Progress.on(console()));
        JsonObject view = ended.body();
        boolean failed = view.text("state").equals("failed");
        if (json() || !failed) {
            shown(
                    ended,
                    () -> Outcome.tell(console(), view, !console().terminal().redrawn()));
        }
        Outcome.failIfFailed(view);
        return DONE;
    }

    private int shown(ServiceAnswer answer, Runnable otherwise) {
        return quiet && !json() ? DONE : show(answer, otherwise);
    }
}
