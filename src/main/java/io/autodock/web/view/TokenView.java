package io.autodock.web.view;

import io.autodock.access.Tokens;
import io.autodock.formation.UserName;
import java.util.Optional;

/**
 * One token in JSON.
 *
 * @param user there for role {@code user} alone
 * @param token there in the answer to its making alone
 */
public record TokenView(
        String id, String name, String role, Optional<String> user, String created, Optional<String> token) {

    /** How a token is shown ever after. */
    public static TokenView of(Tokens.TokenRecord record) {
        return of(record, Optional.empty());
    }

    /** How a token is shown once. */
    public static TokenView issued(Tokens.Issued issued) {
        return of(issued.record(), Optional.of(issued.token().secret()));
    }

    private static TokenView of(Tokens.TokenRecord record, Optional<String> secret) {
        return new TokenView(
                record.id(),
                record.name(),
                record.role().lowerCase(),
                record.user().map(UserName::value),
                record.createdAt(),
                secret);
    }

    /** Never the token. */
    @Override
    public String toString() {
        return "token " + id;
    }
}
