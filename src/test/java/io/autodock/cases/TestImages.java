package io.autodock.cases;

import io.autodock.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Images that are made for one test, on top of the lab's own. */
final class TestImages {

    private TestImages() {}

    /** Builds an image from lines after its FROM and pushes it; gives its reference. */
    static String build(String name, String tag, String... lines) throws IOException {
        Path folder = Files.createTempDirectory("image");
        Path file = folder.resolve("Dockerfile");
        Files.writeString(file, "FROM " + Lab.get().image() + "\n" + String.join("\n", lines) + "\n");
        Lab.get().run("image", name, tag, folder.toString());
        Files.delete(file);
        Files.delete(folder);
        return Lab.get().registry() + "/" + name + ":" + tag;
    }

    /** The same with a shell command as its own command. */
    static String running(String name, String command) throws IOException {
        return build(name, "1", "CMD [\"/bin/sh\", \"-c\", \"" + command.replace("\"", "\\\"") + "\"]");
    }
}
