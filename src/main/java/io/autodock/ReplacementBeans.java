package io.autodock;

import io.autodock.bootstrap.ContainerIdentity;
import io.autodock.bootstrap.MinionKeys;
import io.autodock.bootstrap.MinionKeysOnMaster;
import io.autodock.cluster.FailureLog;
import io.autodock.configuration.Waits;
import io.autodock.container.AppRun;
import io.autodock.container.ContainerCommands;
import io.autodock.container.Engines;
import io.autodock.registry.Registry;
import io.autodock.replacement.BringIn;
import io.autodock.replacement.FreshMinions;
import io.autodock.replacement.Moves;
import io.autodock.replacement.Rebuilds;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What the routes call to make an app's container anew. */
final class ReplacementBeans {

    private ReplacementBeans() {}

    /** By name. */
    static Map<String, Object> of(
            Registry registry,
            Engines engines,
            ContainerCommands commands,
            AppRun appRun,
            ContainerIdentity identity,
            Optional<MinionKeysOnMaster> master,
            MinionKeys keys,
            FailureLog failures,
            Executor aside,
            Waits waits) {
        FreshMinions minions = new FreshMinions(master, keys, aside);
        return Map.of(
                "bringIn", new BringIn(appRun, engines, identity, minions, waits.settling()),
                "rebuilds", new Rebuilds(engines, commands, minions, waits.stopping()),
                "moves", new Moves(registry, engines, commands, minions, failures, waits.stopping()));
    }
}
