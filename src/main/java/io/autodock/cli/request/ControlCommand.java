package io.autodock.cli.request;

import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.Session;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Changes what becomes of a request, and follows what comes of it. */
abstract class ControlCommand extends OrderCommand {

    @Parameters(paramLabel = "ID", description = "The id that the request was given.")
    private String id = "";

    private final String verb;

    ControlCommand(Session session, String verb) {
        super(session);
        this.verb = verb;
    }

    @Override
    protected final String path() {
        return "/v1/requests/" + ServiceClient.segment(id) + "/" + verb;
    }

    @Override
    protected final Map<String, Object> order() {
        return Map.of();
    }

    /** Takes a request back. */
    @Command(
            name = "cancel",
            description = "Take a request back: one under way stops before its next step and undoes what it made.")
    static final class Cancel extends ControlCommand {

        Cancel(Session session) {
            super(session, "cancel");
        }

        /** That it ended as failed is what was asked for. */
        @Override
        protected void judge(ServiceAnswer ended) {
            if (!ended.body().text("state").equals("failed")) {
                Outcome.failAsLate(ended.body());
            }
            if (!json()) {
                console().say(ended.body().text("sentence"));
            }
        }
    }

    /** Asks for the same again. */
    @Command(
            name = "retry",
            description = "Ask again for what a failed request asked for; what is done already is not repeated.")
    static final class Retry extends ControlCommand {

        Retry(Session session) {
            super(session, "retry");
        }
    }
}
