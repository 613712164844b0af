package io.autodock.formation;

import java.util.Optional;

/**
 * What a trigger asked for, believed: the parsed form of a dropped file's object, a webhook's body or an event's data.
 *
 * @param formation whose; empty only for a verification of everything
 * @param spec what to make; there for {@code create} alone
 * @param idempotencyKey the sender's own {@code id}
 * @param token the sender's token, where the event brought one; never stored, logged or announced
 */
public record Order(
        Operation operation,
        Optional<FormationId> formation,
        Optional<Spec> spec,
        Optional<String> idempotencyKey,
        Optional<Token> token) {

    /** A token as it came in. It is a type of its own so that it can't be printed. */
    public record Token(String secret) {
        @Override
        public String toString() {
            return "token";
        }
    }
}
