package io.autodock.cli.formation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How each container runs: the names and values of {@code docker run}'s options. */
final class RunOptions {

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME=VALUE",
            description = "A variable; a NAME alone takes its value from here. May be repeated.")
    private List<String> env = new ArrayList<>();

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description = "Variables from a file of this machine, one NAME=VALUE a line; --env counts more.")
    private List<String> envFiles = new ArrayList<>();

    @Option(
            names = "--command",
            paramLabel = "COMMAND",
            description = "What runs instead of the image's command; with a bootstrap over SSH it must start sshd.")
    private @Nullable String command;

    @Option(
            names = "--container-user",
            paramLabel = "USER",
            description = "NAME_OR_UID[:GROUP_OR_GID] that it runs as.")
    private @Nullable String user;

    @Option(
            names = "--network",
            paramLabel = "NETWORK",
            description = "bridge (default), none, or one of the engines'.")
    private @Nullable String network;

    @Option(
            names = "--ulimit",
            paramLabel = "LIMIT",
            description = "NAME=SOFT[:HARD], such as nofile=1024:4096. May be repeated.")
    private List<String> ulimits = new ArrayList<>();

    @Option(
            names = "--sysctl",
            paramLabel = "NAME=VALUE",
            description = "A kernel parameter of the container's own. May be repeated.")
    private List<String> sysctls = new ArrayList<>();

    @Option(
            names = "--log-driver",
            paramLabel = "DRIVER",
            description = "json-file, local, journald, syslog, fluentd or none.")
    private @Nullable String logDriver;

    @Option(
            names = "--stop-timeout",
            paramLabel = "SECONDS",
            description = "How long it may take to end by itself, 0 to 600.")
    private @Nullable String stopTimeout;

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "A label of the containers. May be repeated.")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--cap-add",
            paramLabel = "CAPABILITY",
            description = "A Linux capability; operators only. May be repeated.")
    private List<String> capabilities = new ArrayList<>();

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "/dev/ON_HOST[:/dev/IN_CONTAINER][:rwm]; operators only. May be repeated.")
    private List<String> devices = new ArrayList<>();

    @Option(names = "--privileged", description = "Root on the host in all but name; operators only.")
    private boolean privileged;

    /**
     * Adds what was given to an order.
     *
     * @param environment where the value of a NAME alone comes from
     */
    void addTo(Map<String, Object> order, Map<String, String> environment) {
        OrderFields fields = new OrderFields(order);
        fields.addAll("env", Variables.of(envFiles, env, environment));
        fields.add("command", command);
        fields.add("container-user", user);
        fields.add("network", network);
        fields.addAll("ulimits", ulimits);
        fields.addAll("sysctls", sysctls);
        fields.add("log-driver", logDriver);
        fields.add("stop-timeout", stopTimeout);
        fields.addAll("labels", labels);
        fields.addAll("cap-add", capabilities);
        fields.addAll("devices", devices);
        fields.add("privileged", privileged ? "true" : null);
    }
}
