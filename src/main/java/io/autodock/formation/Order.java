package io.autodock.formation;

import java.util.Optional;

/**
 * What a trigger asked for, believed: the parsed form of a dropped file's object, a webhook's body or an event's data.
 *
 * @param formation whose; empty only for a verification of everything, and for a restore, whose backup names it
 * @param spec what to make; there for {@code create} alone
 * @param idempotencyKey the sender's own {@code id}
 * @param token the sender's token, where the event brought one; never stored, logged or announced
 * @param detail what else the operation needs to know
 */
public record Order(
        Operation operation,
        Optional<FormationId> formation,
        Optional<Spec> spec,
        Optional<String> idempotencyKey,
        Optional<Token> token,
        OrderDetail detail) {

    /** One that says nothing beside its spec. */
    public Order(
            Operation operation,
            Optional<FormationId> formation,
            Optional<Spec> spec,
            Optional<String> idempotencyKey,
            Optional<Token> token) {
        this(operation, formation, spec, idempotencyKey, token, OrderDetail.nothing());
    }

    /** An order about a formation that stands. */
    public static Order of(Operation operation, FormationId formation, OrderDetail detail) {
        return new Order(
                operation, Optional.of(formation), Optional.empty(), Optional.empty(), Optional.empty(), detail);
    }

    /** Where backups lie; in orders about backups alone. */
    public Optional<BackupPlace> backups() {
        return detail instanceof OrderDetail.Backups backups ? Optional.of(backups.place()) : Optional.empty();
    }

    /** The same without the token that it came with. */
    public Order withoutToken() {
        return new Order(operation, formation, spec, idempotencyKey, Optional.empty(), detail);
    }

    /** A token as it came in. It is a type of its own so that it can't be printed. */
    public record Token(String secret) {
        @Override
        public String toString() {
            return "token";
        }
    }
}
