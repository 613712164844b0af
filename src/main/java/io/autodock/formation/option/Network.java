package io.autodock.formation.option;

import io.autodock.problem.AutodockException;
import java.util.Set;
import java.util.regex.Pattern;

/** The network of an engine that an app joins: {@code bridge}, {@code none}, {@code host}, or one that an operator made. */
public record Network(String name) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    private static final Set<String> ANYBODYS = Set.of("bridge", "none");
    private static final Set<String> WITHOUT_PORTS = Set.of("host", "none");

    public Network {
        if (!NAME.matcher(name).matches() || name.equals("default")) {
            throw AutodockException.invalid(
                    "network", name, "bridge, none, host, or the name of a network of the engines");
        }
    }

    /** As users write it. */
    public static Network parse(String text) {
        return new Network(text);
    }

    /** Whether it gives an app nothing that it has not without it. */
    public boolean anybodys() {
        return ANYBODYS.contains(name);
    }

    /** Whether no port can be published on it. */
    public boolean withoutPorts() {
        return WITHOUT_PORTS.contains(name);
    }

    /** Whether it is the host's own: no namespace of the app's. */
    public boolean ofHost() {
        return name.equals("host");
    }
}
