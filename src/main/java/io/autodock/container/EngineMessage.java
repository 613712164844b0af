package io.autodock.container;

import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.placement.HeldPort;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what engines, from 20.10 on, say when they refuse: there is no code for it, only words. */
final class EngineMessage {

    /** The engine's own book: "Bind for 0.0.0.0:8082 failed: port is already allocated". It tells no protocol. */
    private static final Pattern ALLOCATED = Pattern.compile("Bind for \\S*:(\\d+) failed: port is already allocated");

    /** The host's kernel, before Engine 28: "listen tcp4 0.0.0.0:8080: bind: address already in use". */
    private static final Pattern LISTEN =
            Pattern.compile("listen (tcp|udp)\\d? \\S*:(\\d+): bind: address already in use");

    /** Since 28: "failed to bind host port for 0.0.0.0:8080:172.17.0.2:80/tcp: address already in use", or "… port 0.0.0.0:8080/tcp: …". */
    private static final Pattern HOST_PORT = Pattern.compile(
            "failed to bind host port (?:for )?(?:\\[[^\\]]*\\]|[^:\\s]*):(\\d+)(?:\\S*?)/(tcp|udp): address already in use");

    private static final Pattern NO_SOURCE = Pattern.compile("bind source path does not exist: (.+)$");

    private static final Pattern NO_COMMAND =
            Pattern.compile("executable file not found|no such file or directory: unknown|permission denied: unknown"
                    + "|exec format error|No command specified|no command specified");

    private EngineMessage() {}

    /** The host port that someone else holds, if that is what the message tells. */
    static Optional<HeldPort> takenPort(String message, List<PublishedPort> asked) {
        Matcher listen = LISTEN.matcher(message);
        if (listen.find()) {
            return Optional.of(held(listen.group(1), listen.group(2)));
        }
        Matcher hostPort = HOST_PORT.matcher(message);
        if (hostPort.find()) {
            return Optional.of(held(hostPort.group(2), hostPort.group(1)));
        }
        Matcher allocated = ALLOCATED.matcher(message);
        return allocated.find()
                ? Optional.of(withProtocol(Integer.parseInt(allocated.group(1)), asked))
                : Optional.empty();
    }

    /** The host directory that the host does not have, if that is what the message tells. */
    static Optional<String> missingDirectory(String message) {
        Matcher matcher = NO_SOURCE.matcher(message);
        return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    }

    /** Whether the image has no such command, so that no host will do. */
    static boolean commandMissing(String message) {
        return NO_COMMAND.matcher(message).find();
    }

    private static HeldPort held(String protocol, String port) {
        return new HeldPort("udp".equals(protocol) ? Protocol.UDP : Protocol.TCP, Integer.parseInt(port));
    }

    private static HeldPort withProtocol(int port, List<PublishedPort> asked) {
        return asked.stream()
                .filter(each -> each.hostPort() == port)
                .map(PublishedPort::protocol)
                .sorted()
                .findFirst()
                .map(protocol -> new HeldPort(protocol, port))
                .orElseGet(() -> new HeldPort(Protocol.TCP, port));
    }
}
