package io.autodock.web;

import io.autodock.access.Caller;
import io.autodock.plan.VerifyPlanner;
import io.autodock.problem.AutodockException;
import java.util.List;

/** {@code POST /v1/verify?dry-run=true}. */
public final class VerifyApi {

    private static final String DRY_RUN = "dry-run";

    private final VerifyPlanner planner;
    private final IncomingOrders orders;

    /** The call that asks what a verification would do. */
    public VerifyApi(VerifyPlanner planner, IncomingOrders orders) {
        this.planner = planner;
        this.orders = orders;
    }

    /** Whether the call asks for no more than that. @throws AutodockException INVALID for a word that is neither yes nor no */
    public boolean isDryRun(HttpCall call) {
        return call.parameter(DRY_RUN).map(VerifyApi::flag).orElse(false);
    }

    private static boolean flag(String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw AutodockException.invalid(DRY_RUN, value, "true or false");
        }
        return value.equals("true");
    }

    /** What would be found and done; no request is made. */
    public HttpAnswer findings(Caller caller, HttpCall call) {
        List<String> lines = planner.findings(caller, orders.readVerification(caller, call));
        return HttpAnswer.json(200, new Report(lines, sentence(lines.size())));
    }

    private static String sentence(int found) {
        return found == 0
                ? "everything is as recorded"
                : found + (found == 1 ? " difference" : " differences") + " found; nothing was changed";
    }

    /** The answer. */
    record Report(List<String> report, String sentence) {}
}
