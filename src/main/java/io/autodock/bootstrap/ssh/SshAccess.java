package io.autodock.bootstrap.ssh;

import io.autodock.container.ContainerFile;
import java.util.List;

/** What is copied into a container before it starts, so that Autodock can log in and knows whom it talks to. */
public final class SshAccess {

    /** Where a container's public host key stands. */
    public static final String HOST_KEY_FILE = "/etc/ssh/ssh_host_ed25519_key.pub";

    private final String controllerPublicLine;

    public SshAccess(ControllerKey controller) {
        this.controllerPublicLine = controller.key().publicLine();
    }

    /** The authorised key, and a host key pair made for this one container. */
    public List<ContainerFile> filesFor(String hostname) {
        OpenSshKey hostKey = OpenSshKey.generate("root@" + hostname);
        return List.of(
                new ContainerFile("/root/.ssh/authorized_keys", 0600, controllerPublicLine + "\n"),
                new ContainerFile("/etc/ssh/ssh_host_ed25519_key", 0600, hostKey.privateText()),
                new ContainerFile(HOST_KEY_FILE, 0644, hostKey.publicLine() + "\n"));
    }
}
