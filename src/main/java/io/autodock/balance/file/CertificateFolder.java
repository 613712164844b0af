package io.autodock.balance.file;

import io.autodock.balance.CertificatePair;
import io.autodock.balance.Certificates;
import io.autodock.formation.UserName;
import io.autodock.formation.traffic.CertificateName;
import io.autodock.problem.AutodockException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code FOLDER/USER/NAME.pem} and {@code FOLDER/USER/NAME.key}; what the operator puts there, that user may be served with. */
public final class CertificateFolder implements Certificates {

    private final Optional<Path> folder;

    /** @param folder empty where no certificates are configured */
    public CertificateFolder(Optional<Path> folder) {
        this.folder = folder;
    }

    @Override
    public CertificatePair pair(UserName user, CertificateName name) {
        Path own = folder.map(known -> known.resolve(user.value()))
                .orElseThrow(() -> refused(name, "nothing while no autodock.balance.certificates is configured"));
        try {
            return new CertificatePair(
                    Files.readString(own.resolve(name + ".pem")), Files.readString(own.resolve(name + ".key")));
        } catch (IOException absent) {
            throw refused(name, "a certificate of " + user + " with its key beside it");
        }
    }

    private static AutodockException refused(CertificateName name, String allowed) {
        return AutodockException.invalid("balance-tls", name.value(), allowed);
    }
}
