package io.autodock.balance;

import io.autodock.cluster.HostServer;
import io.autodock.problem.AutodockException;
import java.util.regex.Pattern;

/**
 * A host of the {@code nginx_cluster}, as the operator recorded it.
 *
 * @param name as it stands in {@code nginx_cluster}
 * @param address where its sshd and its served ports are
 * @param sshPort 1 to 65535
 * @param sshUser the unprivileged account that may change what is served
 * @param hostKey {@code ssh-ed25519 BASE64}: what its sshd must show; empty when nobody has recorded it, then nothing is sent
 *     there
 */
public record Balancer(String name, String address, int sshPort, String sshUser, String hostKey) {

    /** The account, where none is named. */
    public static final String USUAL_USER = "autodock";

    /** The port of sshd, where none is named. */
    public static final int USUAL_PORT = 22;

    private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");
    private static final Pattern HOST_KEY = Pattern.compile("ssh-ed25519 [A-Za-z0-9+/]{68}={0,2}");

    public Balancer {
        HostServer.checkedName(name);
        require("ssh-user", sshUser, USER, "the name of an account: lower-case letters, digits, _ and -");
        if (!hostKey.isEmpty()) {
            require("host-key", hostKey, HOST_KEY, "ssh-ed25519 and the key, as in its ssh_host_ed25519_key.pub");
        }
        HostServer.checkedAddress(address);
        if (sshPort < 1 || sshPort > 65535) {
            throw AutodockException.invalid("ssh-port", Integer.toString(sshPort), "1 to 65535");
        }
    }

    /** One that is only named in {@code nginx_cluster}: nothing is known of it but that. */
    public static Balancer named(String name) {
        return new Balancer(name, name, USUAL_PORT, USUAL_USER, "");
    }

    private static void require(String field, String value, Pattern grammar, String allowed) {
        if (!grammar.matcher(value).matches()) {
            throw AutodockException.invalid(field, value, allowed);
        }
    }
}
