package io.autodock.replacement;

import io.autodock.formation.App;

/** What became of an app whose container was to be made anew. */
public sealed interface ReplacementOutcome {

    /** The app's hostname. */
    String hostname();

    /** The new container runs and is bootstrapped where that was asked for; it is recorded and published. */
    record Replaced(App app) implements ReplacementOutcome {
        @Override
        public String hostname() {
            return app.hostname();
        }
    }

    /**
     * It failed, and the old container runs again, or never ceased to.
     *
     * @param cause the first cause, as a sentence
     */
    record PutBack(String hostname, String cause) implements ReplacementOutcome {}

    /**
     * It failed, and nothing of the app is known to run: there was no old container, or it could not be put back.
     *
     * @param cause the first cause, as a sentence
     */
    record Lost(String hostname, String cause) implements ReplacementOutcome {}
}
