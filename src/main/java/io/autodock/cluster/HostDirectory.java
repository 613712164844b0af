package io.autodock.cluster;

import java.util.List;
import java.util.Optional;

/** The docker cluster as the operator keeps it. */
public interface HostDirectory {

    /** Every host server of {@code docker_cluster}, in order of name. */
    List<HostServer> list();

    /** One host server. */
    Optional<HostServer> find(String name);

    /**
     * Takes a host server into the docker cluster: its record and its name in {@code docker_cluster} in one transaction.
     *
     * @throws io.autodock.problem.AutodockException CONFLICT when another record has that name; the same record again is done already
     */
    void add(HostServer host);

    /**
     * Takes a host server out.
     *
     * @throws io.autodock.problem.AutodockException NOT_FOUND, or CONFLICT while apps live on it
     */
    void remove(String name);
}
