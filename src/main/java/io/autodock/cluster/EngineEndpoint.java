package io.autodock.cluster;

import io.autodock.problem.AutodockException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a host server's Docker Engine is reached. */
public sealed interface EngineEndpoint {

    /** Where engines listen with TLS. */
    int TLS_PORT = 2376;
    /** Where sshd listens unless it is said otherwise. */
    int SSH_PORT = 22;
    /** What may be written. */
    String ALLOWED =
            "tcp://ADDRESS:PORT (mutual TLS), unix:///PATH, or ssh://USER@ADDRESS with an optional :PORT and /PATH of the socket";

    /**
     * From its written form.
     *
     * @throws AutodockException INVALID for anything but {@code tcp://ADDRESS:PORT}, {@code unix:///PATH} and {@code
     *     ssh://USER@ADDRESS}
     */
    static EngineEndpoint parse(String written) {
        Matcher tcp = Forms.TCP.matcher(written);
        if (tcp.matches() && isPort(tcp.group(2))) {
            return new MutualTls(bare(tcp.group(1)), Integer.parseInt(tcp.group(2)));
        }
        if (Forms.UNIX.matcher(written).matches()) {
            return new Socket(written.substring("unix://".length()));
        }
        Matcher ssh = Forms.SSH.matcher(written);
        if (ssh.matches() && isPort(ssh.group(3))) {
            return new Ssh(
                    ssh.group(1),
                    bare(ssh.group(2)),
                    ssh.group(3) == null ? SSH_PORT : Integer.parseInt(ssh.group(3)),
                    ssh.group(4) == null ? "" : ssh.group(4));
        }
        throw AutodockException.invalid("engine", written, ALLOWED);
    }

    private static boolean isPort(@Nullable String digits) {
        return digits == null || (Integer.parseInt(digits) >= 1 && Integer.parseInt(digits) <= 65_535);
    }

    private static String bare(String address) {
        return address.replaceAll("[\\[\\]]", "");
    }

    private static String inBrackets(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }

    /** As it is written in a host record: {@code tcp://10.0.0.11:2376}, {@code unix:///var/run/docker.sock} or {@code ssh://root@10.0.0.11}. */
    String written();

    /** TCP with mutual TLS. */
    record MutualTls(String address, int port) implements EngineEndpoint {
        @Override
        public String written() {
            return "tcp://" + inBrackets(address) + ":" + port;
        }
    }

    /** The unix socket of this machine. */
    record Socket(String path) implements EngineEndpoint {
        @Override
        public String written() {
            return "unix://" + path;
        }
    }

    /**
     * Through the host's own sshd, as docker's client does it: {@code docker system dial-stdio} over SSH, no open engine
     * port needed.
     *
     * @param path the engine's socket on that host; empty for the one that its docker uses
     */
    record Ssh(String user, String address, int port, String path) implements EngineEndpoint {
        @Override
        public String written() {
            return "ssh://" + user + "@" + inBrackets(address) + (port == SSH_PORT ? "" : ":" + port) + path;
        }
    }

    /** The three forms it is written in. */
    final class Forms {
        private static final Pattern TCP =
                Pattern.compile("tcp://([a-zA-Z0-9][a-zA-Z0-9.-]{0,252}|\\[[0-9a-fA-F:.]{2,45}])(?::([0-9]{1,5}))");
        private static final Pattern UNIX = Pattern.compile("unix://(/[a-zA-Z0-9._-]+)+");
        private static final Pattern SSH = Pattern.compile(
                "ssh://([a-z_][a-z0-9_-]{0,31})@([a-zA-Z0-9][a-zA-Z0-9.-]{0,252}|\\[[0-9a-fA-F:.]{2,45}])"
                        + "(?::([0-9]{1,5}))?((?:/[a-zA-Z0-9._-]+)+)?");

        private Forms() {}
    }
}
