package io.autodock.access;

import io.autodock.formation.UserName;
import java.util.Optional;

/**
 * Who comes in, on whichever door.
 *
 * @param name for people: the token's name, or the door's own ({@code inbox}, {@code timer})
 * @param user whose formations; there for role {@code USER} alone
 */
public record Caller(String name, Role role, Optional<UserName> user) {

    public Caller {
        if ((role == Role.USER) != user.isPresent()) {
            throw new IllegalArgumentException("only a caller of role user has a user: " + name);
        }
    }

    /** A caller who may do everything. */
    public static Caller operator(String name) {
        return new Caller(name, Role.OPERATOR, Optional.empty());
    }

    /** A caller who has the formations of one user. */
    public static Caller user(String name, UserName user) {
        return new Caller(name, Role.USER, Optional.of(user));
    }

    /** Whether this caller may see and change what belongs to that user. */
    public boolean mayActFor(UserName owner) {
        return switch (role) {
            case OPERATOR -> true;
            case USER -> user.filter(owner::equals).isPresent();
            case DELIVERY -> false;
        };
    }
}
