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
    MAX_UNAVAILABLE,
    REMOVE_VOLUMES,
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
    SECRETS,
    WHERE,
    MAX_PER_HOST,
    SPREAD,
    RESTART,
    HEALTH,
    HEALTH_INTERVAL,
    HEALTH_RETRIES,
    HEALTH_START_PERIOD,
    ON_HOST_LOSS,
    URL,
    BALANCE,
    BALANCE_PORT,
    BALANCE_TLS,
    BALANCE_BODY,
    BALANCE_TIMEOUT,
    BALANCE_SNIPPET,
    DIRECTORY,
    KEEP,
    AS;

    private static final List<String> KNOWN =
            Arrays.stream(values()).map(OrderField::written).toList();

    private static final Set<OrderField> FIXED = Set.of(HOSTNAME_SCHEME, HOST_SERVER, BOOTSTRAP);

    /** As it stands in JSON. */
    String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Those that say what to make, and so belong to {@code create} alone. */
    static Set<OrderField> ofSpec() {
        return EnumSet.range(NUMBER, BALANCE_SNIPPET);
    }

    /** Those of the spec that an edit may name. */
    static Set<OrderField> ofEdit() {
        EnumSet<OrderField> fields = EnumSet.range(NUMBER, BALANCE_SNIPPET);
        fields.removeAll(FIXED);
        return fields;
    }

    /** Those that stay as the create has set them. */
    static Set<OrderField> fixed() {
        return EnumSet.copyOf(FIXED);
    }

    /** Those that say where backups lie. */
    static Set<OrderField> ofBackups() {
        return EnumSet.of(DIRECTORY, KEEP, AS);
    }

    static boolean isKnown(String name) {
        return KNOWN.contains(name);
    }

    /** The refusal of a name that is not a field; what it held is not shown. */
    static Problem unknown(String name) {
        String allowed = KNOWN.stream().collect(Collectors.joining(", ", "one of ", ""));
        return new Problem("field", name, allowed + "; did you mean \"" + NearestName.of(name, KNOWN) + "\"?");
    }
}
