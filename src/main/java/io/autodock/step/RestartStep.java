package io.autodock.step;

import io.autodock.cluster.HostServer;
import io.autodock.container.Engines;
import io.autodock.formation.rule.RestartPolicy;
import java.util.List;

/**
 * Hands the restart policy of apps that wait for a lost host server to their engines, so that they come back with it. It
 * comes after the last look at them: an engine that restarted them before would hide an early death.
 */
public final class RestartStep {

    private final Engines engines;

    public RestartStep(Engines engines) {
        this.engines = engines;
    }

    /** One container whose engine is to restart it. */
    public record Kept(HostServer host, String containerId, RestartPolicy restart) {}

    /** The containers that their engines are to restart: none where apps move. */
    public List<Kept> containers(Work work) {
        RestartPolicy restart = work.spec().engineRestart();
        return restart instanceof RestartPolicy.Never
                ? List.of()
                : work.apps().stream()
                        .map(app -> new Kept(Hosts.named(work.hosts(), app.hostServer()), app.containerId(), restart))
                        .toList();
    }

    /** Tells one engine; safe to repeat. */
    public void hand(Kept kept) {
        engines.restartBy(kept.host(), kept.containerId(), kept.restart());
    }
}
