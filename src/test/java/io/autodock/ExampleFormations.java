package io.autodock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of {@code examples/formations}. */
final class ExampleFormations {

    private ExampleFormations() {}

    /** By name, those that delete last. */
    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("examples/formations"))) {
            return files.sorted(java.util.Comparator.comparing(ExampleFormations::deletes)
                            .thenComparing(Path::toString))
                    .toList();
        }
    }

    private static boolean deletes(Path file) {
        return String.valueOf(file.getFileName()).startsWith("delete-");
    }
}
