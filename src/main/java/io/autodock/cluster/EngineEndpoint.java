package io.autodock.cluster;

/** How a host server's Docker Engine is reached. */
public sealed interface EngineEndpoint {

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
}
