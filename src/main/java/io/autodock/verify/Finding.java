package io.autodock.verify;

import io.autodock.formation.FormationId;
import java.util.Comparator;
import java.util.Optional;

/**
 * One difference, and what mends it.
 *
 * @param formation whose it is; empty for what is a host server's
 * @param hostServer where it is
 */
public record Finding(Drift drift, Optional<FormationId> formation, String hostServer, Repair repair)
        implements Comparable<Finding> {

    private static final Comparator<Finding> ORDER =
            Comparator.comparing(Finding::drift).thenComparing(Finding::hostServer);

    /** One line of a report that changes nothing. */
    public String plannedLine() {
        return line(repair.planned());
    }

    /** One line of the report once it is mended. */
    public String doneLine() {
        return line(repair.done());
    }

    /** One line of the report where it is not. */
    public String failedLine(String cause) {
        return line("not mended: " + cause);
    }

    /** The line with what became of it. */
    public String line(String end) {
        return end.isEmpty() ? drift.line() : drift.line() + "; " + end;
    }

    /** Whether anything is to be done. */
    public boolean isMendable() {
        return !(repair instanceof Repair.Nothing);
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
