package io.autodock.formation.traffic;

import io.autodock.problem.AutodockException;
import java.util.regex.Pattern;

/** The name of a certificate that the operator has put into a user's folder, with its key beside it. */
public record CertificateName(String value) {

    private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9](?:[a-z0-9-]|\\.(?!\\.)){0,61}[a-z0-9]|[a-z0-9]");

    public CertificateName {
        if (!GRAMMAR.matcher(value).matches()) {
            throw AutodockException.invalid(
                    "balance-tls",
                    value,
                    "the name of a certificate: 1 to 63 lower-case letters, digits, inner hyphens and single dots");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
