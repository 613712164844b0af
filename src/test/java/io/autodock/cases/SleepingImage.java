package io.autodock.cases;

import io.autodock.lab.Lab;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
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
        Files.writeString(folder.resolve("Dockerfile"), "FROM " + Lab.get().image() + "\nCMD " + command(3600));
        for (String tag : List.of("latest", "1")) {
            Lab.get().run("image", REPOSITORY, tag, folder.toString());
        }
        Files.writeString(folder.resolve("Dockerfile"), "FROM " + Lab.get().image() + "\nCMD " + command(7200));
        Lab.get().run("image", REPOSITORY, "big", folder.toString());
        Files.delete(folder.resolve("Dockerfile"));
        Files.delete(folder);
        return Lab.get().registry() + "/" + REPOSITORY;
    }

    /** Ends at once when it is told to: a plain sleep would have to be killed. */
    private static String command(int seconds) {
        return "[\"sh\", \"-c\", \"trap 'exit 0' TERM; sleep " + seconds + " & wait\"]\n";
    }

    /** The digest of a tag, as the registry tells it. */
    static String digest(String tag) throws IOException {
        HttpURLConnection call = (HttpURLConnection)
                URI.create("http://" + Lab.get().registry() + "/v2/" + REPOSITORY + "/manifests/" + tag)
                        .toURL()
                        .openConnection();
        call.setRequestMethod("HEAD");
        call.setRequestProperty("Accept", "application/vnd.docker.distribution.manifest.v2+json");
        return call.getHeaderField("Docker-Content-Digest");
    }
}
