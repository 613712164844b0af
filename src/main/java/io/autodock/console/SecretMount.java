package io.autodock.console;

import io.autodock.formation.option.SecretName;
import io.autodock.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How secrets come into a container: files of mode 0400 on a tmpfs, written through the engine once the container runs, and
 * gone with it. A container with secrets begins with a wait for them, so that its own command finds them all.
 */
public final class SecretMount {

    /** Where they lie in the container. */
    public static final String DIRECTORY = "/run/secrets";

    /** The tmpfs there: whoever the container runs as may write its own files, and nobody else's. */
    public static final String OPTIONS = "rw,noexec,nosuid,nodev,size=8m,mode=1777";

    private static final String COMPLETE = DIRECTORY + "/.complete";
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final String WAIT = "trap 'exit 143' TERM; while [ ! -e " + COMPLETE
            + " ]; do sleep 0.1 2>/dev/null || sleep 1; done; trap - TERM; exec \"$@\"";

    /** {@code head} ends by itself after so many bytes: not every engine's connection can tell the end of what is read. */
    private static final String WRITE = "umask 077 && head -c \"$1\" > " + DIRECTORY + "/.new.\"$0\" && chmod 0400 "
            + DIRECTORY + "/.new.\"$0\" && mv -f " + DIRECTORY + "/.new.\"$0\" " + DIRECTORY + "/\"$0\"";

    private SecretMount() {}

    /** The program that waits, with which a container with secrets begins; what it is to run follows. */
    public static List<String> entrypoint() {
        return List.of("/bin/sh", "-c", WAIT, "autodock-wait");
    }

    /** What a waiting container runs at last: the image's entry point and the command, as the engine would put them. */
    public static List<String> command(List<String> imageEntrypoint, List<String> imageCommand, List<String> asked) {
        return Stream.concat(imageEntrypoint.stream(), (asked.isEmpty() ? imageCommand : asked).stream())
                .toList();
    }

    /** Writes one secret; its value goes through the program's input alone. */
    public static Invocation write(SecretName name, Secret value) {
        return new Invocation(
                List.of("/bin/sh", "-c", WRITE, name.value(), Integer.toString(value.size())),
                Optional.of(value),
                LIMIT);
    }

    /** Lets the container's own command begin. */
    public static Invocation complete() {
        return new Invocation(List.of("/bin/sh", "-c", ": > " + COMPLETE), LIMIT);
    }
}
