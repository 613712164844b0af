package io.autodock.web.view;

import io.autodock.formation.FormationId;
import io.autodock.request.Request;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * One request in JSON.
 *
 * @param ended absent until it has
 * @param code the kind of failure; absent unless it failed
 * @param repeated whether the delivery had been accepted before; there in the answer to a submission alone
 */
public record RequestView(
        String request,
        String operation,
        Optional<String> user,
        Optional<String> formation,
        String trigger,
        String caller,
        String state,
        Instant accepted,
        Optional<Instant> ended,
        String sentence,
        Optional<String> code,
        Optional<Boolean> repeated,
        List<String> notices,
        List<AppView> apps,
        List<String> report) {

    /** How a request is shown to who asks about it. */
    public static RequestView of(Request request) {
        return of(request, Optional.empty());
    }

    /** How a request is shown to who has just submitted it. */
    public static RequestView submitted(Request request, boolean repeated) {
        return of(request, Optional.of(repeated));
    }

    private static RequestView of(Request request, Optional<Boolean> repeated) {
        Optional<FormationId> formation = request.formation();
        return new RequestView(
                request.id().value(),
                request.operation().lowerCase(),
                formation.map(id -> id.user().value()),
                formation.map(id -> id.formation().value()),
                request.trigger().lowerCase(),
                request.caller(),
                request.state().lowerCase(),
                request.accepted().truncatedTo(ChronoUnit.MILLIS),
                request.ended().map(at -> at.truncatedTo(ChronoUnit.MILLIS)),
                request.sentence(),
                request.problem().map(ProblemView::code),
                repeated,
                request.notices(),
                AppView.of(request.apps()),
                request.report());
    }
}
