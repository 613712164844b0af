package io.autodock.bootstrap;

import io.autodock.container.ContainerFile;
import java.util.List;

/** What makes a container ours to log in to: Autodock's authorised key, and a host key that Autodock made. */
@FunctionalInterface
public interface ContainerIdentity {

    /** The files to copy into that app's container before it starts; each call makes a fresh host key. */
    List<ContainerFile> filesFor(String hostname);
}
