package io.autodock.bootstrap.ssh;

import java.time.Instant;

/**
 * One app's way in: where its sshd is, and the host key it must show.
 *
 * @param app its hostname
 * @param address an IP address, without brackets
 * @param hostKey read through the engine before the first connection
 * @param since when the wait for it began
 */
public record SshLogin(String app, String address, int port, HostKey hostKey, Instant since) {

    /** {@code ADDRESS:PORT} as an address line has it, IPv6 in brackets. */
    public String authority() {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }
}
