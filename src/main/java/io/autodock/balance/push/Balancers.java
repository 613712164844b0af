package io.autodock.balance.push;

import io.autodock.balance.Balancer;
import io.autodock.balance.upstream.Member;
import java.util.List;
import java.util.Map;

/** The balancers themselves. */
public interface Balancers {

    /** Makes a change: tested beside what is served, swapped in, reloaded, looked at. Never throws for what a balancer does. */
    BalancerAnswer change(Balancer balancer, BalancerChange change);

    /**
     * The fingerprints of this cluster's files there, by name.
     *
     * @throws io.autodock.problem.AutodockException UNAVAILABLE when it does not tell
     */
    Map<String, String> listing(Balancer balancer);

    /**
     * How many connections it has to these apps.
     *
     * @throws io.autodock.problem.AutodockException UNAVAILABLE when it does not tell
     */
    int connections(Balancer balancer, List<Member> apps);
}
