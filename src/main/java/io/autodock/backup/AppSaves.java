package io.autodock.backup;

import io.autodock.cluster.HostServer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/**
 * Docker Engines as far as a backup needs them. Every call has a time limit; a silent engine is UNAVAILABLE, one that says
 * no FAILED. Every effect is safe to repeat.
 */
public interface AppSaves {

    /** An image that a backup made, or one that was loaded from a backup: its label names the backup's request. */
    record BackupImage(String id, String request, Instant created) {}

    /** What saving the app takes at most, as far as its engine tells: its file system and these volumes, in bytes. */
    long bytes(HostServer host, String containerId, List<String> volumes);

    /** Stops everything in the container until it is let go; one that does not run stays as it is. */
    void hold(HostServer host, String containerId);

    /** Lets go what is held; fine when nothing is. */
    void letGo(HostServer host, String containerId);

    /** Commits the container and gives the image's id; it is paused meanwhile. */
    String commit(HostServer host, String containerId, String request);

    /** The image as an archive; the caller closes it. */
    InputStream image(HostServer host, String imageId) throws IOException;

    /** The content of a directory of the container as an archive; the caller closes it. */
    InputStream directory(HostServer host, String containerId, String containerDirectory) throws IOException;

    /** Images of backups that a host holds. */
    List<BackupImage> images(HostServer host);

    /** Removes an image; one that is gone or that a container is made from is left alone. */
    void dropImage(HostServer host, String imageId);
}
