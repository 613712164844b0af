package io.autodock.salt;

import io.autodock.lab.Lab;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The lab's salt-api. */
public final class LabSalt {

    private LabSalt() {}

    public static SaltApi api() {
        Lab lab = Lab.get();
        return new SaltApi(new SaltApiSettings(
                URI.create(lab.fact("AUTODOCK_LAB_SALT_API")),
                Optional.of(Path.of(lab.fact("AUTODOCK_LAB_SALT_CA"))),
                lab.fact("AUTODOCK_LAB_SALT_USER"),
                Path.of(lab.fact("AUTODOCK_LAB_SALT_PASSWORD_FILE")),
                Duration.ofSeconds(20)));
    }
}
