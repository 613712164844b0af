package io.autodock.cluster;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The docker cluster as the operator keeps it. */
public interface HostDirectory {

    /** Every host server of {@code docker_cluster}, in order of name. */
    List<HostServer> list();

    /**
     * Every host server that there is a way to: the members, and those with a record that somebody took out of {@code
     * docker_cluster} by hand. What is on them can still be looked at and removed.
     */
    List<HostServer> known();

    /** One host server of the docker cluster. */
    Optional<HostServer> find(String name);

    /**
     * Takes a host server into the docker cluster: its record and its name in {@code docker_cluster} in one transaction.
     *
     * @throws io.autodock.problem.AutodockException CONFLICT when another record has that name; the same record again is done already
     */
    void add(HostServer host);

    /**
     * Changes a member's record; again on what stands there when somebody else was faster, so the change must be pure.
     *
     * @return the record as it stands now
     * @throws io.autodock.problem.AutodockException NOT_FOUND
     */
    HostServer change(String name, UnaryOperator<HostServer> change);

    /** Writes a host server's name back into {@code docker_cluster}, where its record is still there. */
    void putBack(String name);

    /**
     * Takes a host server out.
     *
     * @throws io.autodock.problem.AutodockException NOT_FOUND, or CONFLICT, naming them, while apps are on it
     */
    void remove(String name);
}
