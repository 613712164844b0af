package io.autodock.bench;

import io.autodock.lab.RunningService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * A verification of 60 healthy apps on three hosts, and the same calls made raw: a listing for each host, an inspect and a
 * process listing for each app, all at once.
 */
final class VerifyBenchmark {

    private static final int APPS = 60;
    private static final double MOST = 1.20;
    private static final String FORMATION = "verify";

    private VerifyBenchmark() {}

    /** @param image an image whose own command is sshd, with a host key */
    static List<Figure> measure(RunningService service, RawEngines engines, String image) throws Exception {
        FormationCalls calls = new FormationCalls(service);
        calls.awaitEnd(
                calls.beginCreate(FORMATION, "tzverify", APPS, Map.of("image", image, "bootstrap", "none", "ram", 20)));
        try {
            return Pairs.measure(
                    List.of(new Pairs.Stage("verify of 60 healthy apps on 3 hosts", MOST)),
                    new Product(calls),
                    new Raw(engines));
        } finally {
            calls.delete(FORMATION);
        }
    }

    private record Product(FormationCalls calls) implements Pairs.Way {

        @Override
        public void run(int round, Pairs.Watch watch) throws Exception {
            String sentence = calls.verify();
            watch.reached();
            if (!sentence.equals("everything is as recorded")) {
                throw new IllegalStateException(sentence);
            }
        }

        @Override
        public void undo(int round) {}
    }

    private record Raw(RawEngines engines) implements Pairs.Way {

        @Override
        public void run(int round, Pairs.Watch watch) throws Exception {
            List<Callable<Void>> looks = new ArrayList<>();
            for (int host = 0; host < engines.hosts(); host++) {
                int on = host;
                for (String container : engines.ours(on)) {
                    looks.add(() -> {
                        engines.requireRunning(on, container);
                        return null;
                    });
                    looks.add(() -> {
                        engines.processes(on, container);
                        return null;
                    });
                }
            }
            engines.together(looks);
            watch.reached();
            if (looks.size() != 2 * APPS) {
                throw new IllegalStateException(looks.size() / 2 + " containers are there, not " + APPS);
            }
        }

        @Override
        public void undo(int round) {}
    }
}
