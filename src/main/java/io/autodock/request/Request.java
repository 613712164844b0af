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
 * @param origin what was asked for, by whom; never changes
 * @param progress how far it has come
 * @param outcome how it ended
 */
public record Request(Origin origin, Progress progress, Outcome outcome) {

    /**
     * What was asked for, by whom.
     *
     * @param formation empty only for a verification of everything
     * @param caller who asked, by the name of their token or door
     * @param spec the spec asked for as canonical JSON; empty where the operation has none
     */
    public record Origin(
            RequestId id,
            Operation operation,
            Optional<FormationId> formation,
            Trigger trigger,
            String caller,
            String spec,
            Instant accepted) {}

    /**
     * How far it has come.
     *
     * @param notices what the caller should know besides: a port that was taken, a host that was left out
     * @param apps the apps it concerns, as far as they have come
     * @param report what a verification found, a line each
     */
    public record Progress(RequestState state, List<String> notices, List<App> apps, List<String> report) {

        public Progress {
            notices = List.copyOf(notices);
            apps = List.copyOf(apps);
            report = List.copyOf(report);
        }

        static Progress none() {
            return new Progress(RequestState.ACCEPTED, List.of(), List.of(), List.of());
        }

        Progress to(RequestState further) {
            return new Progress(further, notices, apps, report);
        }

        Progress withApps(List<App> newApps) {
            return new Progress(state, notices, newApps, report);
        }

        Progress withNotices(List<String> newNotices) {
            return new Progress(state, newNotices, apps, report);
        }

        Progress withReport(List<String> lines) {
            return new Progress(state, notices, apps, lines);
        }
    }

    /**
     * How it ended.
     *
     * @param ended empty until it has
     * @param sentence what became of it, for people; empty until it ended, or until it began to fail
     * @param problem the kind of failure, when it failed
     */
    public record Outcome(Optional<Instant> ended, String sentence, Optional<ProblemCode> problem) {

        static Outcome none() {
            return new Outcome(Optional.empty(), "", Optional.empty());
        }
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
        Origin origin = new Origin(id, operation, formation, trigger, caller, spec, now);
        return new Request(origin, Progress.none(), Outcome.none());
    }

    /** The same request, further on. */
    public Request progressed(RequestState newState, List<App> newApps) {
        return with(progress.to(newState).withApps(newApps));
    }

    /** The same request with one more thing that its caller should know. */
    public Request noticed(String notice) {
        if (notices().contains(notice)) {
            return this;
        }
        List<String> more = new ArrayList<>(notices());
        more.add(notice);
        return with(progress.withNotices(more));
    }

    /** The same request with what a verification found. */
    public Request reported(List<String> lines) {
        return with(progress.withReport(lines));
    }

    /** The same request, carried out. */
    public Request done(Instant now, String sentence) {
        return endedAs(RequestState.DONE, new Outcome(Optional.of(now), sentence, Optional.empty()));
    }

    /** The same request, about to fail: its first cause is kept while what it made is taken back. */
    public Request failing(ProblemCode code, String cause) {
        return new Request(origin, progress, new Outcome(ended(), cause, Optional.of(code)));
    }

    /** The same request, failed with its first cause. */
    public Request failed(Instant now, ProblemCode code, String cause) {
        return endedAs(RequestState.FAILED, new Outcome(Optional.of(now), cause, Optional.of(code)));
    }

    private Request with(Progress further) {
        return new Request(origin, further, outcome);
    }

    private Request endedAs(RequestState end, Outcome how) {
        return new Request(origin, progress.to(end), how);
    }

    /** Its name. */
    public RequestId id() {
        return origin.id();
    }

    /** What is to be done. */
    public Operation operation() {
        return origin.operation();
    }

    /** The formation it is about; empty only for a verification of everything. */
    public Optional<FormationId> formation() {
        return origin.formation();
    }

    /** Through which door it came. */
    public Trigger trigger() {
        return origin.trigger();
    }

    /** Who asked, by the name of their token or door. */
    public String caller() {
        return origin.caller();
    }

    /** The spec asked for as canonical JSON; empty where the operation has none. */
    public String spec() {
        return origin.spec();
    }

    /** When it was accepted. */
    public Instant accepted() {
        return origin.accepted();
    }

    /** How far it has come. */
    public RequestState state() {
        return progress.state();
    }

    /** What its caller should know besides. */
    public List<String> notices() {
        return progress.notices();
    }

    /** The apps it concerns, as far as they have come. */
    public List<App> apps() {
        return progress.apps();
    }

    /** What a verification found, a line each. */
    public List<String> report() {
        return progress.report();
    }

    /** When it ended; empty until it has. */
    public Optional<Instant> ended() {
        return outcome.ended();
    }

    /** What became of it, for people; empty until it ended, or until it began to fail. */
    public String sentence() {
        return outcome.sentence();
    }

    /** The kind of failure, when it failed. */
    public Optional<ProblemCode> problem() {
        return outcome.problem();
    }
}
