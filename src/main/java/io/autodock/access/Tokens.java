package io.autodock.access;

import io.autodock.formation.Order;
import io.autodock.formation.UserName;
import java.util.List;
import java.util.Optional;

/** The tokens that open the doors. Their secrets are shown once, at their making, and kept as hashes only. */
public interface Tokens {

    /** Who holds that token, if anybody. */
    Optional<Caller> authenticate(Order.Token token);

    /**
     * Makes a token.
     *
     * @param user there for role {@code USER} alone
     */
    Issued create(String name, Role role, Optional<UserName> user);

    /**
     * Ends a token.
     *
     * @throws io.autodock.problem.AutodockException NOT_FOUND when no token has that id
     */
    void revoke(String id);

    /** All tokens, without their secrets, in order of name. */
    List<TokenRecord> list();

    /** A token at the moment of its making: the only time its secret is told. */
    record Issued(TokenRecord record, Order.Token token) {}

    /**
     * A token as it is kept.
     *
     * @param id names it for {@code revoke}; tells nothing of the secret
     * @param createdAt ISO-8601
     */
    record TokenRecord(String id, String name, Role role, Optional<UserName> user, String createdAt) {}
}
