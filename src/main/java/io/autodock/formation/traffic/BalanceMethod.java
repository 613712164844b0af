package io.autodock.formation.traffic;

import io.autodock.problem.AutodockException;
import java.util.Arrays;
import java.util.Locale;

/** Which app a balancer gives the next request to. */
public enum BalanceMethod {
    /** All in turn. */
    ROUND_ROBIN,
    /** The one with the fewest connections. */
    LEAST_CONN,
    /** Always the same one for a client's address, as long as it is there. */
    IP_HASH;

    /** As users write it; nginx's own spelling is taken too. */
    public static BalanceMethod parse(String text) {
        return Arrays.stream(values())
                .filter(method -> method.written().equals(text.replace('_', '-')))
                .findFirst()
                .orElseThrow(() -> AutodockException.invalid("balance", text, "round-robin, least-conn or ip-hash"));
    }

    /** As users write it. */
    public String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
