package io.autodock.step;

import io.autodock.cluster.ClusterWatch;
import io.autodock.cluster.HostServer;
import io.autodock.container.Engines;
import io.autodock.container.PinnedImage;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.Registry;
import java.util.Map;
import java.util.TreeMap;

/** Looks at the cluster once, and fixes what is to run: the first decisions of a request need both. */
public final class RankStep {

    private final ClusterWatch cluster;
    private final Engines engines;
    private final Registry registry;

    /** The step, with what it looks through. */
    public RankStep(ClusterWatch cluster, Engines engines, Registry registry) {
        this.cluster = cluster;
        this.engines = engines;
        this.registry = registry;
    }

    /** Sees what an earlier try of this request has recorded, so that steps that are done do nothing. */
    public void resume(Work work) {
        work.resume(registry.find(work.formation()));
    }

    /** Fixes the image to the bytes that all apps of this request run; a resumed request keeps the bytes it began with. */
    public void fixImage(Work work) {
        if (work.hosts().isEmpty()) {
            work.saw(cluster.look());
        }
        work.fix(work.record()
                .map(FormationRecord::image)
                .orElseGet(() -> engines.resolve(work.spec().image(), Hosts.answering(work.hosts()))));
    }

    /** Looks at every host server: its load, its room, its engine. The first time what the image was fixed with will do. */
    public void look(Work work) {
        if (work.hosts().isEmpty() || work.record().isPresent()) {
            work.saw(cluster.look());
        }
        work.image().filter(image -> !image.pullable()).ifPresent(image -> work.lack(withoutImage(work, image)));
    }

    /** An image that no registry hands out is to be had where a host holds it, and nowhere else. */
    private Map<String, String> withoutImage(Work work, PinnedImage image) {
        Map<String, String> reasons = new TreeMap<>();
        for (HostServer host : Hosts.answering(work.hosts())) {
            engines.lacksImage(host, image).ifPresent(reason -> reasons.put(host.name(), reason));
        }
        return reasons;
    }
}
