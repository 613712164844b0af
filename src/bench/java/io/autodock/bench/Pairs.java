package io.autodock.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Two ways to the same end, timed in turns, so that whatever else the machine does falls on both. */
final class Pairs {

    /** One way; {@code run} is timed, {@code undo} is not. */
    interface Way {
        /** Does it, and tells the watch when each stage is reached. */
        void run(int round, Watch watch) throws Exception;

        void undo(int round) throws Exception;
    }

    /**
     * A point on the way.
     *
     * @param target the most that the ratio may be
     */
    record Stage(String name, double target) {}

    /** Notes when each stage was reached. */
    static final class Watch {

        private final long begin = System.nanoTime();
        private final List<Double> seconds = new ArrayList<>();

        /** The next stage is reached. */
        void reached() {
            seconds.add((System.nanoTime() - begin) / 1e9);
        }
    }

    /** How many pairs; fewer for a first look. */
    private static final int ROUNDS = Integer.getInteger("autodock.bench.pairs", 7);

    private Pairs() {}

    /**
     * After one round that warms up: for each stage the seconds of both ways and the ratio of each pair. Which goes first
     * alternates.
     */
    static List<Figure> measure(List<Stage> stages, Way product, Way raw) throws Exception {
        List<List<Double>> ours = new ArrayList<>();
        List<List<Double>> theirs = new ArrayList<>();
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
            System.err.printf(Locale.ROOT, "pair %d: %s against %s%n", round, ours.get(round), theirs.get(round));
        }
        return IntStream.range(0, stages.size())
                .boxed()
                .flatMap(stage -> figures(stages.get(stage), column(ours, stage), column(theirs, stage)).stream())
                .toList();
    }

    /** The first failure is the one to be told. */
    private static List<Double> seconds(Way way, int round) throws Exception {
        Watch watch = new Watch();
        try {
            way.run(round, watch);
        } catch (Exception failure) {
            try {
                way.undo(round);
            } catch (Exception second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
        way.undo(round);
        return watch.seconds;
    }

    private static List<Double> column(List<List<Double>> rounds, int stage) {
        return rounds.stream().map(round -> round.get(stage)).toList();
    }

    private static List<Figure> figures(Stage stage, List<Double> ours, List<Double> theirs) {
        List<Double> ratios = IntStream.range(0, ours.size())
                .mapToObj(round -> ours.get(round) / theirs.get(round))
                .toList();
        return List.of(
                new Figure(stage.name() + ", autodock", "s", ours, Double.NaN),
                new Figure(stage.name() + ", raw", "s", theirs, Double.NaN),
                new Figure(stage.name() + ", ratio", "", ratios, stage.target()));
    }
}
