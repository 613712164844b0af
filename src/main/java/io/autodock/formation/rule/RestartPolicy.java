package io.autodock.formation.rule;

import io.autodock.formation.WholeNumber;
import io.autodock.problem.AutodockException;
import java.util.Map;
import java.util.OptionalInt;

/** When an app that has ended is started again. */
public sealed interface RestartPolicy {

    /** What a request that names none gets. */
    RestartPolicy DEFAULT = new UnlessStopped();

    /** The most restarts that can be asked for. */
    int MOST_RESTARTS = 1000;

    /** As users write it. */
    String written();

    /** Never. */
    record Never() implements RestartPolicy {
        @Override
        public String written() {
            return "no";
        }
    }

    /**
     * When it failed: with an exit status other than 0.
     *
     * @param most how many times in a row; empty for no end
     */
    record OnFailure(OptionalInt most) implements RestartPolicy {
        @Override
        public String written() {
            return most.isPresent() ? "on-failure:" + most.getAsInt() : "on-failure";
        }
    }

    /** Whenever it ends, unless it was stopped on purpose. */
    record UnlessStopped() implements RestartPolicy {
        @Override
        public String written() {
            return "unless-stopped";
        }
    }

    /** As users write it: {@code no}, {@code on-failure[:N]} or {@code unless-stopped}. */
    static RestartPolicy parse(String text) {
        RestartPolicy plain = Map.of(
                        "no", new Never(),
                        "on-failure", new OnFailure(OptionalInt.empty()),
                        "unless-stopped", DEFAULT)
                .get(text);
        if (plain != null) {
            return plain;
        }
        OptionalInt most = text.startsWith("on-failure:")
                ? WholeNumber.between(1, MOST_RESTARTS, text.substring("on-failure:".length()))
                : OptionalInt.empty();
        if (most.isEmpty()) {
            String hint = text.equals("always") ? "; unless-stopped is what comes nearest to always" : "";
            throw AutodockException.invalid(
                    "restart", text, "no, on-failure[:N] with N from 1 to 1000, or unless-stopped" + hint);
        }
        return new OnFailure(most);
    }
}
