package io.autodock.cluster;

import io.autodock.problem.AutodockException;
import java.util.Map;
import java.util.TreeMap;
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
        checkedAddress(address);
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

    /** An address from outside, if it could be one. */
    public static String checkedAddress(String address) {
        require("address", address, ADDRESS, "a host name or an IP address, without brackets");
        return address;
    }

    /** The same host server, taking new apps. */
    public HostServer activated() {
        return new HostServer(name, address, engine, minion, labels, true);
    }

    /** The same host server, taking no new apps: those that are there move away. */
    public HostServer draining() {
        return new HostServer(name, address, engine, minion, labels, false);
    }

    /** The same host server with these labels over those it has; an empty value takes a label away. */
    public HostServer labelled(Map<String, String> changes) {
        Map<String, String> changed = new TreeMap<>(labels);
        changed.putAll(changes);
        changed.values().removeIf(String::isEmpty);
        return new HostServer(name, address, engine, minion, changed, active);
    }

    private static void require(String field, String value, Pattern grammar, String allowed) {
        if (!grammar.matcher(value).matches()) {
            throw AutodockException.invalid(field, value, allowed);
        }
    }
}
