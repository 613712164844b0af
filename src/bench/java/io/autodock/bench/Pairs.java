package io.autodock.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two ways to the same end, timed in turns, so that whatever else the machine does falls on both. */
final class Pairs {

    /** One way; {@code run} is timed, {@code undo} is not. */
    interface Way {
        void run(int round) throws Exception;

        void undo(int round) throws Exception;
    }

    /** How many pairs; fewer for a first look. */
    private static final int ROUNDS = Integer.getInteger("autodock.bench.pairs", 7);

    private Pairs() {}

    /** After one round that warms up: the seconds of both ways and the ratio of each pair. Which goes first alternates. */
    static List<Figure> measure(String name, Way product, Way raw, double target) throws Exception {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        seconds(product, ROUNDS);
        seconds(raw, ROUNDS);
        for (int round = 0; round < ROUNDS; round++) {
            if (round % 2 == 0) {
                ours.add(seconds(product, round));
                theirs.add(seconds(raw, round));
            } else {
                theirs.add(seconds(raw, round));
                ours.add(seconds(product, round));
            }
            ratios.add(ours.get(round) / theirs.get(round));
            System.err.printf(Locale.ROOT, "%s: %.2f s against %.2f s%n", name, ours.get(round), theirs.get(round));
        }
        return List.of(
                new Figure(name + ", autodock", "s", ours, Double.NaN),
                new Figure(name + ", raw", "s", theirs, Double.NaN),
                new Figure(name + ", ratio", "", ratios, target));
    }

    private static double seconds(Way way, int round) throws Exception {
        try {
            long begin = System.nanoTime();
            way.run(round);
            return (System.nanoTime() - begin) / 1e9;
        } finally {
            way.undo(round);
        }
    }
}
