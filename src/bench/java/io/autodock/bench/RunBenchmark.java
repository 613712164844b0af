package io.autodock.bench;

import io.autodock.configuration.Waits;
import io.autodock.lab.RunningService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** 30 containers that run sshd on three hosts, through the running service and by the engines' calls alone. */
final class RunBenchmark {

    private static final int APPS = 30;
    private static final int FIRST_PORT = 24_100;
    private static final double MOST = 1.10;

    private RunBenchmark() {}

    /** @param image an image whose own command is sshd, with a host key */
    static List<Figure> measure(RunningService service, RawEngines engines, String image) throws Exception {
        return Pairs.measure(
                List.of(
                        new Pairs.Stage("30 containers on 3 hosts, told running", MOST),
                        new Pairs.Stage("30 containers on 3 hosts, confirmed", MOST)),
                new Product(new FormationCalls(service), image),
                new Raw(engines, image));
    }

    /** One create: until every app is told to run, and until it is done. */
    private record Product(FormationCalls calls, String image) implements Pairs.Way {

        @Override
        public void run(int round, Pairs.Watch watch) throws Exception {
            String request = calls.beginCreate(
                    "run" + round,
                    "tzrun",
                    APPS,
                    Map.of("image", image, "bootstrap", "none", "ports", List.of(FIRST_PORT + ":22")));
            calls.awaitRunning(request);
            watch.reached();
            calls.awaitEnd(request);
            watch.reached();
        }

        @Override
        public void undo(int round) throws Exception {
            calls.delete("run" + round);
        }
    }

    /** Create, start and inspect; then the rest that Autodock gives a container to die in, and the second inspect. */
    private record Raw(RawEngines engines, String image) implements Pairs.Way {

        @Override
        public void run(int round, Pairs.Watch watch) throws Exception {
            engines.together(forEachApp(number ->
                    engines.run(host(number), name(number), image, FIRST_PORT + number / engines.hosts(), List.of())));
            watch.reached();
            Thread.sleep(Waits.LAB.settling().toMillis());
            engines.together(forEachApp(number -> engines.requireRunning(host(number), name(number))));
            watch.reached();
        }

        @Override
        public void undo(int round) throws Exception {
            engines.together(forEachApp(number -> engines.remove(host(number), name(number))));
        }

        private int host(int number) {
            return number % engines.hosts();
        }
    }

    /** What is done to one app. */
    private interface Step {
        void take(int number) throws Exception;
    }

    private static List<Callable<Void>> forEachApp(Step step) {
        List<Callable<Void>> work = new ArrayList<>();
        for (int app = 0; app < APPS; app++) {
            int number = app;
            work.add(() -> {
                step.take(number);
                return null;
            });
        }
        return work;
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "tzraw%03d", number + 1);
    }
}
