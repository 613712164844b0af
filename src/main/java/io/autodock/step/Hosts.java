package io.autodock.step;

import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostServer;
import io.autodock.cluster.HostView;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.List;
import java.util.Optional;

/** Picks host servers out of what was seen. */
final class Hosts {

    private Hosts() {}

    /** Active host servers whose engines answer. */
    static List<HostServer> answering(List<HostView> seen) {
        return seen.stream()
                .filter(view -> view.engine() instanceof EngineState.Answers
                        && view.host().active())
                .map(HostView::host)
                .toList();
    }

    /** The host server of that name, as it was seen. */
    static HostServer named(List<HostView> seen, String name) {
        return seen.stream()
                .map(HostView::host)
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow(() -> AutodockException.of(
                        ProblemCode.FAILED, "host-server \"" + name + "\" is no longer in the docker cluster"));
    }

    /** A member of the docker cluster, if it still is one. */
    static Optional<HostServer> member(List<HostServer> cluster, String name) {
        return cluster.stream().filter(host -> host.name().equals(name)).findFirst();
    }
}
