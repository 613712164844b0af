package io.autodock.formation.json;

import io.autodock.problem.NearestName;
import io.autodock.problem.Problem;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The fields of an order. */
enum OrderField {
    USER,
    FORMATION,
    OPERATION,
    ID,
    TOKEN,
    NUMBER,
    CPU_SHARES,
    RAM,
    HOSTNAME_SCHEME,
    IMAGE,
    PORTS,
    VOLUMES,
    HOST_SERVER,
    BOOTSTRAP,
    ENV,
    COMMAND,
    CONTAINER_USER,
    NETWORK,
    ULIMITS,
    SYSCTLS,
    LOG_DRIVER,
    STOP_TIMEOUT,
    LABELS,
    CAP_ADD,
    DEVICES,
    PRIVILEGED,
    WHERE,
    MAX_PER_HOST,
    SPREAD,
    RESTART,
    ON_HOST_LOSS;

    private static final List<String> KNOWN =
            Arrays.stream(values()).map(OrderField::written).toList();

    private static final Set<String> LATER = Set.of("url", "secret", "secrets", "health");

    /** As it stands in JSON. */
    String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Those that say what to make, and so belong to {@code create} alone. */
    static Set<OrderField> ofSpec() {
        return EnumSet.range(NUMBER, ON_HOST_LOSS);
    }

    static boolean isKnown(String name) {
        return KNOWN.contains(name);
    }

    /** The refusal of a name that is not a field; what it held is not shown. */
    static Problem unknown(String name) {
        String allowed = KNOWN.stream().collect(Collectors.joining(", ", "one of ", ""));
        String hint = LATER.contains(name)
                ? "; \"" + name + "\" is not available yet"
                : "; did you mean \"" + NearestName.of(name, KNOWN) + "\"?";
        return new Problem("field", name, allowed + hint);
    }
}
