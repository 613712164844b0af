package io.autodock.balance;

import java.util.List;

/** The nginx cluster as the operator keeps it. */
public interface BalancerDirectory {

    /** Every balancer of {@code nginx_cluster}, in order of name. */
    List<Balancer> list();

    /**
     * Takes a balancer into the cluster: its record and its name in {@code nginx_cluster} in one transaction.
     *
     * @throws io.autodock.problem.AutodockException CONFLICT when another record has that name; the same record again is done already
     */
    void add(Balancer balancer);

    /**
     * Takes a balancer out; what it serves stays as it is.
     *
     * @throws io.autodock.problem.AutodockException NOT_FOUND
     */
    void remove(String name);

    /** What tells this cluster's files on a balancer from those of others: eight hex digits, made once. */
    String mark();
}
