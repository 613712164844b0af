package io.autodock.bench;

import io.autodock.lab.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How soon a command answers and the service is ready, and what the service takes when it idles. */
final class StartBenchmark {

    private static final int LISTS = 15;
    private static final int STARTS = 5;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private StartBenchmark() {}

    static List<Figure> list(RunningService service) {
        List<Double> seconds = new ArrayList<>();
        listOnce(service);
        for (int run = 0; run < LISTS; run++) {
            seconds.add(listOnce(service));
        }
        return List.of(new Figure("autodock list, cold", "s", seconds, 0.20));
    }

    private static double listOnce(RunningService service) {
        long begin = System.nanoTime();
        RunningService.Outcome outcome = service.cli("list");
        double took = (System.nanoTime() - begin) / 1e9;
        if (outcome.status() != 0) {
            throw new IllegalStateException(outcome.error());
        }
        return took;
    }

    /** From the start of the process to its answer that it is healthy, with the host servers known; and its memory then. */
    static List<Figure> serve(RunningService service) throws IOException {
        List<Double> seconds = new ArrayList<>();
        List<Double> megabytes = new ArrayList<>();
        service.stop();
        for (int run = 0; run < STARTS; run++) {
            long begin = System.nanoTime();
            service.restart();
            seconds.add((System.nanoTime() - begin) / 1e9);
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(IDLE.toSeconds(), TimeUnit.SECONDS))
                    .join();
            megabytes.add(residentMegabytes(service.handle().pid()));
            service.stop();
        }
        service.restart();
        return List.of(
                new Figure("serve, ready", "s", seconds, 2.0),
                new Figure("serve, resident after 10 idle seconds", "MB", megabytes, 250));
    }

    private static double residentMegabytes(long process) throws IOException {
        String line = Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
                .filter(one -> one.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
    }
}
