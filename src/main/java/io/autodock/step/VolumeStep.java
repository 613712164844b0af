package io.autodock.step;

import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.container.Engines;
import io.autodock.container.RemoveOrder;
import io.autodock.formation.App;
import io.autodock.formation.OrderDetail;
import io.autodock.formation.Volume;
import io.autodock.problem.AutodockException;
import io.autodock.registry.FormationRecord;
import java.util.List;
import java.util.stream.Stream;

/** Tells which volumes stay behind when apps go: their data are named, so that nobody has to look for them. */
public final class VolumeStep {

    private final Engines engines;
    private final HostDirectory directory;

    /** The step on those engines. */
    public VolumeStep(Engines engines, HostDirectory directory) {
        this.engines = engines;
        this.directory = directory;
    }

    /** Notes the volumes of a whole formation that is about to go. */
    public void noteAll(Work work) {
        if (!(work.detail() instanceof OrderDetail.WithVolumes)) {
            work.record().ifPresent(record -> note(work, record, record.apps()));
        }
    }

    /** Notes the volumes of the apps that are about to leave an edited formation. */
    public void noteLeaving(Work work) {
        note(work, work.decided().before(), work.decided().leaving());
    }

    private void note(Work work, FormationRecord record, List<App> apps) {
        boolean made = record.spec().volumes().stream().anyMatch(Volume.NewVolume.class::isInstance);
        if (!made || apps.isEmpty()) {
            return;
        }
        List<HostServer> cluster = directory.list();
        apps.stream()
                .flatMap(app -> Hosts.member(cluster, app.hostServer())
                        .map(host -> names(host, app, record))
                        .orElse(Stream.empty()))
                .sorted()
                .forEach(volume -> work.advance(work.request().noticed(volume + " is kept")));
    }

    private Stream<String> names(HostServer host, App app, FormationRecord record) {
        try {
            return engines.volumes(new RemoveOrder(host, app.hostname(), record.id(), false)).stream()
                    .map(volume -> "volume " + volume + " on host server " + host.name());
        } catch (AutodockException silent) {
            return Stream.of("what volumes " + app.hostname() + " has on host server " + host.name()
                    + ", which does not answer,");
        }
    }
}
