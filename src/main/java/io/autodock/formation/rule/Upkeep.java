package io.autodock.formation.rule;

import java.util.Optional;

/**
 * What Autodock does when an app or its host server ends.
 *
 * @param askedOnHostLoss what the request says of a lost host server; empty where its volumes decide
 */
public record Upkeep(RestartPolicy restart, Optional<OnHostLoss> askedOnHostLoss) {

    /** What a request that says nothing gets. */
    public static final Upkeep DEFAULT = new Upkeep(RestartPolicy.DEFAULT, Optional.empty());

    /** What becomes of an app whose host server is lost. */
    public OnHostLoss onHostLoss(boolean holdsData) {
        return askedOnHostLoss.orElse(byDefault(holdsData));
    }

    /** Data would stay behind, and an app without its data is not the app that was asked for. */
    public static OnHostLoss byDefault(boolean holdsData) {
        return holdsData ? OnHostLoss.WAIT : OnHostLoss.MOVE;
    }
}
