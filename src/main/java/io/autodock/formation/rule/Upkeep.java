package io.autodock.formation.rule;

import java.util.Optional;

/**
 * What Autodock does when an app or its host server ends, and when an app is not well.
 *
 * @param askedOnHostLoss what the request says of a lost host server; empty where its volumes decide
 * @param health how an app is told well; empty where one that runs counts as well
 */
public record Upkeep(RestartPolicy restart, Optional<OnHostLoss> askedOnHostLoss, Optional<HealthCheck> health) {

    /** What a request that says nothing gets. */
    public static final Upkeep DEFAULT = new Upkeep(RestartPolicy.DEFAULT, Optional.empty());

    /** One whose apps count as well while they run. */
    public Upkeep(RestartPolicy restart, Optional<OnHostLoss> askedOnHostLoss) {
        this(restart, askedOnHostLoss, Optional.empty());
    }

    /** What becomes of an app whose host server is lost. */
    public OnHostLoss onHostLoss(boolean holdsData) {
        return askedOnHostLoss.orElse(byDefault(holdsData));
    }

    /** Data would stay behind, and an app without its data is not the app that was asked for. */
    public static OnHostLoss byDefault(boolean holdsData) {
        return holdsData ? OnHostLoss.WAIT : OnHostLoss.MOVE;
    }
}
