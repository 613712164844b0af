package io.autodock.cluster;

import io.autodock.problem.AutodockException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A Docker host of the {@code docker_cluster}, as the operator recorded it.
 *
 * @param name as it stands in {@code docker_cluster}
 * @param address for SSH, published ports and upstreams
 * @param minion the id of the host's own Salt minion, which gives its load; empty where it has none
 * @param labels what placement may ask for
 * @param active whether it takes new apps
 */
public record HostServer(
        String name, String address, EngineEndpoint engine, String minion, Map<String, String> labels, boolean active) {

    /** Host names, as they may stand in {@code docker_cluster}, in keys and as minion ids. */
    public static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9.-]{0,251}[a-zA-Z0-9])?");

    private static final Pattern ADDRESS = Pattern.compile("[a-zA-Z0-9:]([a-zA-Z0-9:.-]{0,251}[a-zA-Z0-9:])?");

    public HostServer {
        require("name", name, NAME, "a host name: letters, digits, dots and inner hyphens");
        require("address", address, ADDRESS, "a host name or an IP address, without brackets");
        if (!minion.isEmpty()) {
            require("minion", minion, NAME, "a minion id: letters, digits, dots and inner hyphens");
        }
        labels = Map.copyOf(labels);
    }

    /** A name from outside, if it could be a host server's. */
    public static String checkedName(String name) {
        require("name", name, NAME, "a host name: letters, digits, dots and inner hyphens");
        return name;
    }

    private static void require(String field, String value, Pattern grammar, String allowed) {
        if (!grammar.matcher(value).matches()) {
            throw AutodockException.invalid(field, value, allowed);
        }
    }
}
