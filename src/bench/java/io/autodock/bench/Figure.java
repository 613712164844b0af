package io.autodock.bench;

import java.util.List;
import java.util.Locale;

/**
 * One measured figure: the median and the spread of its samples, against what is to be reached.
 *
 * @param unit of the samples and of the target; empty for a ratio
 * @param target the most that the median may be; NaN where nothing is asked
 */
record Figure(String name, String unit, List<Double> samples, double target) {

    Figure {
        samples = samples.stream().sorted().toList();
    }

    double median() {
        return samples.get(samples.size() / 2);
    }

    boolean met() {
        return Double.isNaN(target) || median() <= target;
    }

    /** The figure as one line of a table. */
    String line() {
        String judged = Double.isNaN(target)
                ? ""
                : String.format(Locale.ROOT, "  at most %.2f %s", target, met() ? "met" : "MISSED");
        return String.format(
                Locale.ROOT,
                "%-58s median %8.3f %-3s  %8.3f - %8.3f  n=%d%s",
                name,
                median(),
                unit,
                samples.get(0),
                samples.get(samples.size() - 1),
                samples.size(),
                judged);
    }
}
