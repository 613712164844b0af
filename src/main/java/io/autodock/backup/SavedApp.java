package io.autodock.backup;

import java.util.List;
import java.util.stream.Stream;

/**
 * One app in a backup.
 *
 * @param hostServer where it ran; it may be brought back elsewhere
 * @param image its file system, as an engine loads it
 */
public record SavedApp(String hostname, String hostServer, SavedFile image, List<SavedVolume> volumes) {

    public SavedApp {
        volumes = List.copyOf(volumes);
    }

    /** All its files. */
    public Stream<SavedFile> files() {
        return Stream.concat(Stream.of(image), volumes.stream().map(SavedVolume::file));
    }
}
