package io.autodock.backup;

import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer;
import java.io.InputStream;
import java.util.Optional;

/** Docker Engines as far as bringing an app back needs them; limits, errors and repetition as with {@link AppSaves}. */
public interface AppLoads {

    /** Has the host hold the image in an archive, and gives its id. */
    String load(HostServer host, InputStream archive);

    /**
     * Makes an app's volume before its container is made.
     *
     * @param imageId an image that the host holds
     * @param containerDirectory where the app mounts it
     * @param whose the labels that it gets, so that a later try knows it
     * @return the volume that now keeps what an earlier one of that name held, where there was one
     */
    Optional<String> makeVolume(HostServer host, String imageId, String containerDirectory, AppContainer.Origin whose);

    /** Fills that volume; what another try put in is written over. */
    void fillVolume(
            HostServer host, String imageId, String containerDirectory, AppContainer.Origin whose, InputStream archive);
}
