package io.autodock.access;

/** Tokens that the service itself keeps in files, besides those that operators make. */
public interface StandingTokens extends Tokens {

    /**
     * Makes a token that lies in a file valid, whatever became of its record meanwhile. Safe to repeat.
     *
     * @throws io.autodock.problem.AutodockException CONFLICT when its id belongs to another token
     */
    void adopt(TokenText token, String name, Role role);
}
