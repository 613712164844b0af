package io.autodock.secret;

import io.autodock.formation.UserName;
import io.autodock.formation.option.SecretName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Users' secrets, kept encrypted. No value ever comes back through a door: only containers get them. */
public interface SecretShelf {

    /**
     * A secret as it may be listed.
     *
     * @param changed when its value was set
     */
    record Kept(SecretName name, Instant changed) {}

    /**
     * A secret as a container gets it.
     *
     * @param revision another one for each value that it had
     */
    record Held(SecretName name, Secret value, long revision) {}

    /** Sets a secret, or gives it another value. */
    void set(UserName user, SecretName name, Secret value);

    /** What a user has, by name. */
    List<Kept> list(UserName user);

    /** A secret's value; empty when the user has none of that name. */
    Optional<Held> find(UserName user, SecretName name);

    /**
     * Forgets a secret.
     *
     * @throws io.autodock.problem.AutodockException NOT_FOUND when the user has none of that name
     */
    void remove(UserName user, SecretName name);
}
