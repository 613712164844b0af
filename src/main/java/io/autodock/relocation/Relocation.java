package io.autodock.relocation;

import io.autodock.relocation.Departures.Leaving;
import io.autodock.relocation.Rebalancing.Planned;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One drain, failover or rebalance, as far as it has come. It lives in one route exchange; what it began is in etcd. */
public final class Relocation {

    private final HostTask task;
    private final Set<Leaving> tried = new HashSet<>();
    private final List<String> moved = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final List<String> causes = new ArrayList<>();
    private List<String> staying = List.of();
    private Optional<Planned> next = Optional.empty();

    Relocation(HostTask task) {
        this.task = task;
    }

    HostTask task() {
        return task;
    }

    Optional<Planned> next() {
        return next;
    }

    void next(Optional<Planned> move) {
        next = move;
    }

    boolean isUntried(Leaving app) {
        return !tried.contains(app);
    }

    void moved(Leaving app, String sentence) {
        tried.add(app);
        moved.add(app.hostname() + ": " + sentence);
    }

    void failed(Leaving app, String cause) {
        tried.add(app);
        failed.add(app.hostname());
        if (!causes.contains(cause)) {
            causes.add(cause);
        }
    }

    void staying(List<Departures.Staying> apps) {
        staying = apps.stream().map(app -> app.hostname() + " " + app.reason()).toList();
    }

    int movedApps() {
        return moved.size();
    }

    int stayingApps() {
        return staying.size();
    }

    boolean hasFailures() {
        return !failed.isEmpty();
    }

    /** Who could not be moved and why, each cause once. */
    String failures() {
        return counted(failed.size()) + (failed.size() == 1 ? " has" : " have") + " nowhere to go ("
                + String.join(", ", failed) + "): " + String.join("; ", causes);
    }

    /** A line for each app, as a request reports it. */
    List<String> report() {
        List<String> lines = new ArrayList<>(moved);
        failed.forEach(hostname -> lines.add(hostname + ": not moved"));
        lines.addAll(staying);
        return lines;
    }

    static String counted(int apps) {
        return apps + (apps == 1 ? " app" : " apps");
    }
}
