package io.autodock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The route files as YAML, to be looked through without starting them. */
final class RouteFiles {

    static final Path FOLDER = Path.of("routes");

    private RouteFiles() {}

    /** Every route file. */
    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        }
    }

    /** Every {@code route:} of every file. */
    static List<Map<?, ?>> routes() throws IOException {
        List<Map<?, ?>> routes = new ArrayList<>();
        for (Path file : all()) {
            for (Object element : (List<?>) read(file)) {
                if (((Map<?, ?>) element).get("route") instanceof Map<?, ?> route) {
                    routes.add(route);
                }
            }
        }
        return routes;
    }

    /** Every mapping of every file, with all that is nested in it. */
    static void eachMapping(BiConsumer<Path, Map<?, ?>> visitor) throws IOException {
        for (Path file : all()) {
            visit(read(file), mapping -> visitor.accept(file, mapping));
        }
    }

    private static void visit(Object node, java.util.function.Consumer<Map<?, ?>> visitor) {
        if (node instanceof Map<?, ?> mapping) {
            visitor.accept(mapping);
            mapping.values().forEach(value -> visit(value, visitor));
        } else if (node instanceof List<?> list) {
            list.forEach(value -> visit(value, visitor));
        }
    }

    private static Object read(Path file) throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }
}
