package io.autodock.request;

import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.problem.ProblemCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One accepted trigger: the unit of durability and idempotency.
 *
 * @param formation empty only for a verification of everything
 * @param caller who asked, by the name of their token or door
 * @param spec the spec asked for as canonical JSON; empty where the operation has none
 * @param sentence what became of it, for people; empty until it ended, or until it began to fail
 * @param problem the kind of failure, when it failed
 * @param notices what the caller should know besides: a port that was taken, a host that was left out
 * @param apps the apps it concerns, as far as they have come
 * @param report what a verification found, a line each
 */
public record Request(
        RequestId id,
        Operation operation,
        Optional<FormationId> formation,
        Trigger trigger,
        String caller,
        String spec,
        Instant accepted,
        RequestState state,
        Optional<Instant> ended,
        String sentence,
        Optional<ProblemCode> problem,
        List<String> notices,
        List<App> apps,
        List<String> report) {

    public Request {
        notices = List.copyOf(notices);
        apps = List.copyOf(apps);
        report = List.copyOf(report);
    }

    /** A request as it is accepted. */
    public static Request accepted(
            RequestId id,
            Operation operation,
            Optional<FormationId> formation,
            Trigger trigger,
            String caller,
            String spec,
            Instant now) {
        return new Request(
                id,
                operation,
                formation,
                trigger,
                caller,
                spec,
                now,
                RequestState.ACCEPTED,
                Optional.empty(),
                "",
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
    }

    /** The same request, further on. */
    public Request progressed(RequestState newState, List<App> newApps) {
        return new Request(
                id, operation, formation, trigger, caller, spec, accepted, newState, ended, sentence, problem, notices,
                newApps, report);
    }

    /** The same request with one more thing that its caller should know. */
    public Request noticed(String notice) {
        if (notices.contains(notice)) {
            return this;
        }
        List<String> more = new ArrayList<>(notices);
        more.add(notice);
        return new Request(
                id, operation, formation, trigger, caller, spec, accepted, state, ended, sentence, problem, more, apps,
                report);
    }

    /** The same request with what a verification found. */
    public Request reported(List<String> lines) {
        return new Request(
                id, operation, formation, trigger, caller, spec, accepted, state, ended, sentence, problem, notices,
                apps, lines);
    }

    /** The same request, carried out. */
    public Request done(Instant now, String outcome) {
        return new Request(
                id,
                operation,
                formation,
                trigger,
                caller,
                spec,
                accepted,
                RequestState.DONE,
                Optional.of(now),
                outcome,
                Optional.empty(),
                notices,
                apps,
                report);
    }

    /** The same request, about to fail: its first cause is kept while what it made is taken back. */
    public Request failing(ProblemCode code, String cause) {
        return new Request(
                id,
                operation,
                formation,
                trigger,
                caller,
                spec,
                accepted,
                state,
                ended,
                cause,
                Optional.of(code),
                notices,
                apps,
                report);
    }

    /** The same request, failed with its first cause. */
    public Request failed(Instant now, ProblemCode code, String cause) {
        return new Request(
                id,
                operation,
                formation,
                trigger,
                caller,
                spec,
                accepted,
                RequestState.FAILED,
                Optional.of(now),
                cause,
                Optional.of(code),
                notices,
                apps,
                report);
    }
}
