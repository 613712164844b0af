package io.autodock.cli.http;

import io.autodock.cli.json.JsonObject;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.Arrays;
import java.util.Locale;

/** What a "no" of the service means to the caller. */
public final class Refusal {

    private static final String NO_TOKEN =
            "no token: set AUTODOCK_TOKEN, or ask on the service's own machine as the user who"
                    + " runs it (with AUTODOCK_STATE where its state is not in " + ServiceLocation.LOCAL_STATE + ")";

    private Refusal() {}

    /** The problem JSON of an answer as an exception; the sentence is the service's own. */
    static AutodockException told(ServiceLocation location, int status, JsonObject problem) {
        ProblemCode code = code(problem.text("code"), status);
        if (code == ProblemCode.UNAUTHENTICATED && location.token().isEmpty()) {
            return AutodockException.of(code, NO_TOKEN);
        }
        String otherwise = location.server() + " answered with status " + status;
        return AutodockException.of(code, problem.text("detail", problem.text("title", otherwise)));
    }

    /** The kind of a refusal: by its name where that is known, else by its HTTP status. */
    public static ProblemCode code(String name, int status) {
        String constant = name.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(ProblemCode.values())
                .filter(code -> code.name().equals(constant))
                .findFirst()
                .orElseGet(() -> byStatus(status));
    }

    private static ProblemCode byStatus(int status) {
        return Arrays.stream(ProblemCode.values())
                .filter(code -> code.httpStatus() == status)
                .findFirst()
                .orElse(status >= 400 && status < 500 ? ProblemCode.INVALID : ProblemCode.FAILED);
    }
}
