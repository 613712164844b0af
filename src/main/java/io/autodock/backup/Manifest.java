package io.autodock.backup;

import io.autodock.container.PinnedImage;
import io.autodock.formation.FormationId;
import io.autodock.formation.Spec;
import io.autodock.formation.Volume;
import io.autodock.problem.AutodockException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a backup holds: written last, so that what has a manifest is whole.
 *
 * @param version of the Autodock that made it
 * @param image the bytes that the formation's apps were made from
 * @param made when the backup was asked for
 * @param request the request that made it
 */
public record Manifest(
        String version,
        FormationId formation,
        Spec spec,
        PinnedImage image,
        Instant made,
        String request,
        List<SavedApp> apps) {

    public Manifest {
        apps = List.copyOf(apps);
        if (apps.size() != spec.number()) {
            throw AutodockException.invalid("apps", apps.size() + " of them", "as many as the spec asks for");
        }
        Set<String> mounted = volumeDirectories(spec);
        apps.stream()
                .flatMap(app -> app.volumes().stream())
                .map(SavedVolume::containerDirectory)
                .filter(directory -> !mounted.contains(directory))
                .findFirst()
                .ifPresent(directory -> {
                    throw AutodockException.invalid("volumes", directory, "a volume of the spec");
                });
    }

    /** Where a spec's own volumes are mounted; directories of a host server are no part of a backup. */
    public static Set<String> volumeDirectories(Spec spec) {
        return spec.volumes().stream()
                .filter(Volume.NewVolume.class::isInstance)
                .map(Volume::containerDirectory)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** All files but the manifest. */
    public List<SavedFile> files() {
        return apps.stream().flatMap(SavedApp::files).toList();
    }

    /** What all of it takes on a disk. */
    public long bytes() {
        return files().stream().mapToLong(SavedFile::bytes).sum();
    }
}
