package io.autodock.secret.file;

import io.autodock.access.file.SecretFile;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.secret.SealingKey;
import io.autodock.secret.Secret;
import java.nio.file.Path;
import java.util.Base64;

/** The file with the key that secrets are kept under; made at its first use, readable by its owner alone. */
public final class SealingKeyFile {

    private final Path path;
    private final SecretFile file;

    /** Reads and makes nothing yet. */
    public SealingKeyFile(Path path) {
        this.path = path;
        this.file = new SecretFile(path);
    }

    /** The key; a new one where there was none. All instances of a service need the same file. */
    public synchronized SealingKey key() {
        return new SealingKey(file.read().map(this::decoded).orElseGet(this::made));
    }

    private Secret decoded(String text) {
        try {
            return Secret.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException noBase64) {
            throw AutodockException.of(ProblemCode.FAILED, path + " holds no key of secrets: 32 bytes in base64");
        }
    }

    private Secret made() {
        Secret fresh = SealingKey.fresh();
        file.write(Base64.getEncoder().encodeToString(fresh.reveal()));
        return fresh;
    }
}
