package io.autodock.balance.push;

import io.autodock.balance.Balancer;

/** A shell on a balancer, as its unprivileged account. */
public interface BalancerShell {

    /**
     * How a script ended.
     *
     * @param output what it printed
     */
    record Ended(int status, String output) {}

    /**
     * Runs a POSIX shell script, which is handed over as input: nothing of it stands in a list of processes.
     *
     * @throws io.autodock.problem.AutodockException UNAVAILABLE when it could not be run, or did not end in time; then it may
     *     have done its work
     */
    Ended run(Balancer balancer, String script);
}
