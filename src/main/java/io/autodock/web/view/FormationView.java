package io.autodock.web.view;

import io.autodock.balance.Served;
import io.autodock.container.PinnedImage;
import io.autodock.formation.Spec;
import io.autodock.formation.Volume;
import io.autodock.health.AppHealth;
import io.autodock.registry.FormationRecord;
import java.util.List;
import java.util.Optional;

/**
 * One formation in JSON.
 *
 * @param digest what its apps run: {@code sha256:…}
 * @param ram with its unit, {@code 100M}
 * @param hostServer where its apps were asked to run; absent where any host server would do
 */
public record FormationView(
        String user,
        String formation,
        String state,
        int number,
        String image,
        String digest,
        int cpuShares,
        String ram,
        String hostnameScheme,
        String bootstrap,
        Optional<String> hostServer,
        List<String> volumes,
        int generation,
        String request,
        List<AppView> apps,
        Optional<TrafficView> traffic) {

    /**
     * How a formation is shown.
     *
     * @param served what the balancers have of it
     * @param health what was seen of its apps
     */
    public static FormationView of(FormationRecord record, List<Served> served, AppHealth health) {
        Spec spec = record.spec();
        return new FormationView(
                record.id().user().value(),
                record.id().formation().value(),
                record.state().lowerCase(),
                spec.number(),
                spec.image().written(),
                digest(record.image()),
                spec.cpuShares().value(),
                spec.ram().written(),
                spec.hostnameScheme().value(),
                spec.bootstrap().lowerCase(),
                spec.hostServer(),
                spec.volumes().stream().map(Volume::written).toList(),
                record.generation(),
                record.request(),
                record.apps().stream()
                        .map(app -> AppView.of(app, health.of(app)))
                        .toList(),
                TrafficView.of(spec.traffic(), served));
    }

    private static String digest(PinnedImage image) {
        return image.reference().substring(image.reference().indexOf('@') + 1);
    }
}
