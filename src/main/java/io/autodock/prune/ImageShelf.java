package io.autodock.prune;

import io.autodock.cluster.HostServer;
import java.util.List;

/** The images on host servers. A silent engine is UNAVAILABLE, one that says no FAILED. */
public interface ImageShelf {

    /** All images that a host server holds. */
    List<HeldImage> images(HostServer host);

    /** Removes an image that no container uses; one that is gone, or is used by now, is left as it is. */
    void remove(HostServer host, String id);
}
