package io.autodock.credential;

import java.util.Optional;

/** The credentials of registries. They are looked up when they are needed, and lie neither in etcd nor in a log. */
public interface Credentials {

    /** There are none. */
    Credentials NONE = registry -> Optional.empty();

    /**
     * What that registry is shown; empty where it is asked without.
     *
     * @param registry {@code HOST[:PORT]}
     * @throws io.autodock.problem.AutodockException UNAVAILABLE when they can't be had now
     */
    Optional<Credential> of(String registry);

    /** Notes that a registry refused what it was shown: what was remembered of it is asked for anew. */
    default void refused(String registry) {}
}
