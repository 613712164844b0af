package io.autodock.balance.push;

import java.util.Optional;

/** What became of a change on one balancer. */
public sealed interface BalancerAnswer {

    /**
     * It serves what was asked for.
     *
     * @param reloaded whether it had to be told; false when it had all of it already
     */
    record Serves(boolean reloaded) implements BalancerAnswer {}

    /**
     * It would not take it, and serves what it served before.
     *
     * @param sentence the balancer's own
     * @param file the file of this change that it complains of, where it names one
     * @param foreign whether it complains of a file that is not of this change
     */
    record Refuses(String sentence, Optional<String> file, boolean foreign) implements BalancerAnswer {}

    /** It can't be told, or did not say what became of it. */
    record Silent(String sentence) implements BalancerAnswer {}
}
