package io.autodock.web.view;

import io.autodock.balance.Balancer;
import java.util.Optional;

/**
 * One balancer in JSON.
 *
 * @param state {@code current}, or {@code behind} when it has missed a change
 * @param sentence why it is behind; else empty
 * @param sshPort absent for users, as the account and the key are
 */
public record BalancerView(
        String balancer,
        String address,
        String state,
        String sentence,
        Optional<Integer> sshPort,
        Optional<String> sshUser,
        Optional<String> hostKey) {

    /** How a balancer is shown to operators. */
    public static BalancerView of(Balancer balancer, String missed) {
        return new BalancerView(
                balancer.name(),
                balancer.address(),
                missed.isEmpty() ? "current" : "behind",
                missed,
                Optional.of(balancer.sshPort()),
                Optional.of(balancer.sshUser()),
                Optional.of(balancer.hostKey()));
    }

    /** The same without what only operators see. */
    public BalancerView forUsers() {
        return new BalancerView(balancer, address, state, "", Optional.empty(), Optional.empty(), Optional.empty());
    }
}
