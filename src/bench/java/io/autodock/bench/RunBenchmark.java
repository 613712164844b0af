package io.autodock.bench;

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
        FormationCalls calls = new FormationCalls(service);
        Pairs.Way product = new Pairs.Way() {
            @Override
            public void run(int round) throws Exception {
                calls.create(
                        "run" + round,
                        "tzrun",
                        APPS,
                        Map.of("image", image, "bootstrap", "none", "ports", List.of(FIRST_PORT + ":22")));
            }

            @Override
            public void undo(int round) throws Exception {
                calls.delete("run" + round);
            }
        };
        return Pairs.measure("30 containers on 3 hosts", product, raw(engines, image), MOST);
    }

    private static Pairs.Way raw(RawEngines engines, String image) {
        return new Pairs.Way() {
            @Override
            public void run(int round) throws Exception {
                List<Callable<Void>> work = new ArrayList<>();
                for (int app = 0; app < APPS; app++) {
                    int number = app;
                    work.add(() -> {
                        engines.run(
                                number % engines.hosts(),
                                name(number),
                                image,
                                FIRST_PORT + number / engines.hosts(),
                                List.of());
                        return null;
                    });
                }
                engines.together(work);
            }

            @Override
            public void undo(int round) throws Exception {
                List<Callable<Void>> work = new ArrayList<>();
                for (int app = 0; app < APPS; app++) {
                    int number = app;
                    work.add(() -> {
                        engines.remove(number % engines.hosts(), name(number));
                        return null;
                    });
                }
                engines.together(work);
            }
        };
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "tzraw%03d", number + 1);
    }
}
