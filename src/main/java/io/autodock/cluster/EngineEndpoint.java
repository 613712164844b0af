package io.autodock.cluster;

import io.autodock.problem.AutodockException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a host server's Docker Engine is reached. */
public sealed interface EngineEndpoint {

    /** Where engines listen with TLS. */
    int TLS_PORT = 2376;

    /**
     * From its written form.
     *
     * @throws AutodockException INVALID for anything but {@code tcp://ADDRESS:PORT} and {@code unix:///PATH}
     */
    static EngineEndpoint parse(String written) {
        Matcher tcp = Forms.TCP.matcher(written);
        if (tcp.matches() && Integer.parseInt(tcp.group(2)) >= 1 && Integer.parseInt(tcp.group(2)) <= 65_535) {
            return new MutualTls(tcp.group(1).replaceAll("[\\[\\]]", ""), Integer.parseInt(tcp.group(2)));
        }
        if (Forms.UNIX.matcher(written).matches()) {
            return new Socket(written.substring("unix://".length()));
        }
        throw AutodockException.invalid("engine", written, "tcp://ADDRESS:PORT (mutual TLS) or unix:///PATH");
    }

    /** As it is written in a host record: {@code tcp://10.0.0.11:2376} or {@code unix:///var/run/docker.sock}. */
    String written();

    /** TCP with mutual TLS. */
    record MutualTls(String address, int port) implements EngineEndpoint {
        @Override
        public String written() {
            return "tcp://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
        }
    }

    /** The unix socket of this machine. */
    record Socket(String path) implements EngineEndpoint {
        @Override
        public String written() {
            return "unix://" + path;
        }
    }

    /** The two forms it is written in. */
    final class Forms {
        private static final Pattern TCP =
                Pattern.compile("tcp://([a-zA-Z0-9][a-zA-Z0-9.-]{0,252}|\\[[0-9a-fA-F:.]{2,45}])(?::([0-9]{1,5}))");
        private static final Pattern UNIX = Pattern.compile("unix://(/[a-zA-Z0-9._-]+)+");

        private Forms() {}
    }
}
