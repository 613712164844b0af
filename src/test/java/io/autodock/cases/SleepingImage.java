package io.autodock.cases;

import io.autodock.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An image of the lab's registry whose containers run without any bootstrap, with a second tag that nobody asks for. */
final class SleepingImage {

    private static final String REPOSITORY = "tbsleep";

    private SleepingImage() {}

    /** Built and in the registry; {@code ADDRESS:PORT/tbsleep}, tags latest, 1 and big. */
    static String build() throws IOException {
        Path folder = Files.createTempDirectory("tbsleep");
        Files.writeString(folder.resolve("Dockerfile"), "FROM " + Lab.get().image() + "\nCMD [\"sleep\", \"3600\"]\n");
        for (String tag : List.of("latest", "1")) {
            Lab.get().run("image", REPOSITORY, tag, folder.toString());
        }
        Files.writeString(folder.resolve("Dockerfile"), "FROM " + Lab.get().image() + "\nCMD [\"sleep\", \"7200\"]\n");
        Lab.get().run("image", REPOSITORY, "big", folder.toString());
        Files.delete(folder.resolve("Dockerfile"));
        Files.delete(folder);
        return Lab.get().registry() + "/" + REPOSITORY;
    }
}
