package io.autodock.formation;

import java.util.Optional;

/**
 * What a trigger asked for, believed: the parsed form of a dropped file's object, a webhook's body or an event's data.
 *
 * @param formation whose; empty only for a verification of everything, and for a restore, whose backup names it
 * @param spec what to make; there for {@code create} alone
 * @param idempotencyKey the sender's own {@code id}
 * @param token the sender's token, where the event brought one; never stored, logged or announced
 * @param backups where backups lie; in orders about backups alone
 */
public record Order(
        Operation operation,
        Optional<FormationId> formation,
        Optional<Spec> spec,
        Optional<String> idempotencyKey,
        Optional<Token> token,
        Optional<BackupPlace> backups) {

    /** An order that has nothing to do with backups. */
    public Order(
            Operation operation,
            Optional<FormationId> formation,
            Optional<Spec> spec,
            Optional<String> idempotencyKey,
            Optional<Token> token) {
        this(operation, formation, spec, idempotencyKey, token, Optional.empty());
    }

    /** A token as it came in. It is a type of its own so that it can't be printed. */
    public record Token(String secret) {
        @Override
        public String toString() {
            return "token";
        }
    }
}
