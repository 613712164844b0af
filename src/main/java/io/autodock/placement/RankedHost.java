package io.autodock.placement;

import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostView;
import io.autodock.registry.HostBook;
import java.util.Locale;

/**
 * One host server with all that its rank is made of.
 *
 * @param facts what is known of it
 * @param recentFailures failures on it in the last 10 minutes
 * @param loadPerCore the 15-minute load and what is booked but does not run yet, per core; without facts what is booked alone
 * @param memoryShare share of its memory that is promised, 0 to 1; 0 without facts
 */
public record RankedHost(
        String hostServer, Knowledge facts, int recentFailures, double loadPerCore, double memoryShare) {

    /** How much is known of a host's load, the most first. */
    public enum Knowledge {
        /** Its minion told its load. */
        LOAD,
        /** Its engine told its size; an engine tells no load. */
        SIZE,
        /** No fresh facts. */
        NOTHING
    }

    private static final double SHARES_PER_CORE = 1024;
    private static final String FROM_MINION = "minion";

    static RankedHost of(HostView view, HostBook book) {
        double waiting = book.sharesNotYetRunning() / SHARES_PER_CORE;
        String name = view.host().name();
        return view.facts()
                .map(facts -> new RankedHost(
                        name,
                        facts.source().equals(FROM_MINION) ? Knowledge.LOAD : Knowledge.SIZE,
                        view.recentFailures(),
                        (facts.load15() + waiting) / facts.cores(),
                        share(book, facts)))
                .orElseGet(() -> new RankedHost(name, Knowledge.NOTHING, view.recentFailures(), waiting, 0));
    }

    /** What its rank is made of, for people. */
    public String sentence() {
        String failures = recentFailures + " recent failures, ";
        return switch (facts) {
            case LOAD -> failures + load() + " load per core, " + memory();
            case SIZE ->
                failures + "load not known (" + load() + " per core is booked and does not run yet), " + memory();
            case NOTHING -> failures + "no fresh facts: ranked last";
        };
    }

    private String load() {
        return String.format(Locale.ROOT, "%.2f", loadPerCore);
    }

    private String memory() {
        return Math.round(100 * memoryShare) + " % of the memory promised";
    }

    private static double share(HostBook book, HostFacts facts) {
        return facts.memoryMegabytes() == 0 ? 1 : (double) book.promisedMegabytes() / facts.memoryMegabytes();
    }
}
