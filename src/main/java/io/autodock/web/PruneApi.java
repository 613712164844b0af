package io.autodock.web;

import io.autodock.access.Caller;
import io.autodock.step.PruneStep;
import java.util.List;

/** {@code POST /v1/prune}, for operators. */
public final class PruneApi {

    /** Whether nothing is to be changed. */
    public boolean isRehearsal(Caller operator, HttpCall call) {
        if (!call.hasBody()) {
            return false;
        }
        StrictObject body = StrictObject.read(call.jsonBody(), "dry-run");
        String asked = body.text("dry-run").orElse("false");
        if (!asked.equals("true") && !asked.equals("false")) {
            body.refuse("dry-run", asked, "\"true\" or \"false\"");
        }
        body.requireSound();
        return asked.equals("true");
    }

    /** What was removed, or would be. */
    public HttpAnswer answer(PruneStep.Report report) {
        return HttpAnswer.json(
                200,
                new Pruned(
                        report.removed().stream().sorted().toList(),
                        report.notes().stream().sorted().toList()));
    }

    /** The answer in JSON. */
    record Pruned(List<String> removed, List<String> notes) {}
}
