package io.autodock.bench;

import io.autodock.lab.Lab;
import io.autodock.lab.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** All benchmarks that need the lab, or those that are named: {@code list}, {@code serve}, {@code run}, {@code bootstrap}. */
public final class Benchmarks {

    private static final List<String> ALL = List.of("list", "serve", "run", "bootstrap");

    private Benchmarks() {}

    /**
     * Prints one line per figure and appends it to {@code target/bench-results.txt}.
     *
     * @param arguments the image that {@code run} starts, then the names; without names all
     */
    public static void main(String[] arguments) throws Exception {
        List<String> names = new ArrayList<>(List.of(arguments));
        String image = names.remove(0);
        boolean met = true;
        try (RunningService service = RunningService.start();
                RawEngines engines = new RawEngines()) {
            // A run that is ended by hand leaves no service and no etcd behind.
            Runtime.getRuntime().addShutdownHook(new Thread(service::close));
            leaveOut(service);
            for (String name : names.isEmpty() ? ALL : names) {
                for (Figure figure : measure(name, service, engines, image)) {
                    tell(figure);
                    met &= figure.met();
                }
            }
        }
        System.exit(met ? 0 : 1);
    }

    /** The service works on the same hosts as the raw calls. */
    private static void leaveOut(RunningService service) {
        Lab.get().hosts().stream().skip(RawEngines.HOSTS).forEach(host -> {
            RunningService.Outcome removed = service.cli("host", "remove", host.name());
            if (removed.status() != 0) {
                throw new IllegalStateException(removed.error());
            }
        });
    }

    private static List<Figure> measure(String name, RunningService service, RawEngines engines, String image)
            throws Exception {
        return switch (name) {
            case "list" -> StartBenchmark.list(service);
            case "serve" -> StartBenchmark.serve(service);
            case "run" -> RunBenchmark.measure(service, engines, image);
            case "bootstrap" -> BootstrapBenchmark.measure(service, engines);
            default -> throw new IllegalArgumentException(name + " is no benchmark; there are placement and " + ALL);
        };
    }

    private static void tell(Figure figure) throws IOException {
        System.out.println(figure.line());
        Files.writeString(
                Path.of("target/bench-results.txt"),
                figure.line() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
