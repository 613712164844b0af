package io.autodock.cli.request;

import io.autodock.cli.http.Refusal;
import io.autodock.cli.json.JsonObject;
import io.autodock.cli.terminal.Console;
import io.autodock.problem.AutodockException;

/** What became of a request that has ended. */
final class Outcome {

    private static final int INTERNAL_ERROR = 500;

    private Outcome() {}

    /**
     * Tells the result of one that is done.
     *
     * @param noticesTold whether they were shown while it was followed
     */
    static void tell(Console console, JsonObject view, boolean noticesTold) {
        if (!noticesTold) {
            view.texts("notices").forEach(notice -> console.say("note: " + notice));
        }
        view.texts("report").forEach(console::say);
        console.say(view.text("sentence", RequestText.subject(view) + " is " + view.text("state")));
        if (console.terminal().present()) {
            RequestText.tellApps(console, view);
        }
    }

    /**
     * Ends the command when the request failed.
     *
     * @throws AutodockException the failure with its code and sentence
     */
    static void failIfFailed(JsonObject view) {
        if (view.text("state").equals("failed")) {
            String otherwise = RequestText.subject(view) + " failed";
            throw AutodockException.of(
                    Refusal.code(view.text("code"), INTERNAL_ERROR),
                    view.text("sentence", otherwise) + " (request " + view.text("request") + ")");
        }
    }
}
