package io.autodock.web.view;

import io.autodock.container.PinnedImage;
import io.autodock.formation.Spec;
import io.autodock.formation.Volume;
import io.autodock.registry.FormationRecord;
import java.util.List;

/**
 * One formation in JSON.
 *
 * @param digest what its apps run: {@code sha256:…}
 * @param ram with its unit, {@code 100M}
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
        List<String> volumes,
        int generation,
        String request,
        List<AppView> apps) {

    /** How a formation is shown. */
    public static FormationView of(FormationRecord record) {
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
                spec.volumes().stream().map(Volume::written).toList(),
                record.generation(),
                record.request(),
                AppView.of(record.apps()));
    }

    private static String digest(PinnedImage image) {
        return image.reference().substring(image.reference().indexOf('@') + 1);
    }
}
