package io.autodock.formation.rule;

import io.autodock.formation.WholeNumber;
import io.autodock.problem.AutodockException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * Where a formation's apps may go.
 *
 * @param where labels that a host server must all have
 * @param maxPerHost how many of the formation's apps one host server may have
 * @param spread what they are spread over first
 */
public record PlacementRules(List<HostLabel> where, OptionalInt maxPerHost, Spread spread) {

    /** Anywhere, spread over the host servers. */
    public static final PlacementRules ANYWHERE = new PlacementRules(List.of(), OptionalInt.empty(), Spread.DEFAULT);

    /** The most labels that can be asked for. */
    public static final int MOST_LABELS = 16;

    private static final int MOST_PER_HOST = 1000;

    public PlacementRules {
        where = List.copyOf(new LinkedHashSet<>(where));
        if (maxPerHost.isPresent() && (maxPerHost.getAsInt() < 1 || maxPerHost.getAsInt() > MOST_PER_HOST)) {
            throw new IllegalArgumentException("max-per-host outside 1 to 1000: " + maxPerHost.getAsInt());
        }
    }

    /** How many apps one host server may have, as users write it. */
    public static int parseMaxPerHost(String text) {
        return WholeNumber.between(1, MOST_PER_HOST, text)
                .orElseThrow(() -> AutodockException.invalid("max-per-host", text, "1 to " + MOST_PER_HOST));
    }
}
