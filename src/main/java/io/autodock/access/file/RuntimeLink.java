package io.autodock.access.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the command line of the same user finds the service that was started last, wherever its state directory is: a link
 * in the user's runtime folder ({@code /run/autodock} for root, else {@code $XDG_RUNTIME_DIR/autodock}) to its {@code
 * local-operator.json}. The link holds no secret.
 */
public final class RuntimeLink {

    private static final Logger LOG = LoggerFactory.getLogger(RuntimeLink.class);
    private static final String NAME = "local-operator.json";

    private final Optional<Path> folder;

    /** @param environment of this process */
    public RuntimeLink(Map<String, String> environment) {
        String user = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        boolean root = System.getProperty("user.name", "").equals("root");
        folder = root
                ? Optional.of(Path.of("/run/autodock"))
                : Optional.of(user).filter(path -> !path.isEmpty()).map(path -> Path.of(path, "autodock"));
    }

    /** Leads to that state directory from now on. Without it the command line has to be told where the service is. */
    public void pointTo(Path stateDirectory) {
        folder.ifPresent(known -> {
            try {
                Files.createDirectories(known);
                Path draft = known.resolve(NAME + "." + ProcessHandle.current().pid());
                Files.deleteIfExists(draft);
                Files.createSymbolicLink(draft, stateDirectory.toAbsolutePath().resolve(NAME));
                Files.move(
                        draft,
                        known.resolve(NAME),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException | UnsupportedOperationException e) {
                LOG.info(
                        "The command line finds this service only with AUTODOCK_STATE={}: {}",
                        stateDirectory,
                        e.getMessage());
            }
        });
    }

    /** Takes the link away, if it still leads to that state directory. */
    public void remove(Path stateDirectory) {
        folder.map(known -> known.resolve(NAME)).ifPresent(link -> {
            try {
                boolean ours = Files.exists(link, LinkOption.NOFOLLOW_LINKS)
                        && Files.readSymbolicLink(link)
                                .equals(stateDirectory.toAbsolutePath().resolve(NAME));
                if (ours) {
                    Files.delete(link);
                }
            } catch (IOException | UnsupportedOperationException e) {
                LOG.debug("The link {} stays", link, e);
            }
        });
    }
}
