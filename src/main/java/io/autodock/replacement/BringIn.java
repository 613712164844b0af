package io.autodock.replacement;

import io.autodock.bootstrap.BootstrapOrder;
import io.autodock.bootstrap.BootstrapOutcome;
import io.autodock.bootstrap.ContainerIdentity;
import io.autodock.container.AppContainer;
import io.autodock.container.AppRun;
import io.autodock.container.Engines;
import io.autodock.container.RunOutcome;
import io.autodock.formation.BootstrapMode;
import io.autodock.formation.rule.RestartPolicy;
import io.autodock.health.Newcomer;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.time.Duration;
import java.util.List;

/** What every new container of an app goes through: run, bootstrapped where that is wanted, and looked at once more. */
public final class BringIn {

    private final AppRun appRun;
    private final Engines engines;
    private final ContainerIdentity identity;
    private final FreshMinions minions;
    private final Duration settling;

    /** @param settling how long a container that is not bootstrapped is given to die before it is looked at */
    public BringIn(
            AppRun appRun, Engines engines, ContainerIdentity identity, FreshMinions minions, Duration settling) {
        this.appRun = appRun;
        this.engines = engines;
        this.identity = identity;
        this.minions = minions;
        this.settling = settling;
    }

    /** The container to run; its minion key begins to be accepted. */
    public AppContainer container(Replacing replacing) {
        minions.begin(replacing);
        return replacing
                .make()
                .container(
                        replacing.host(),
                        replacing.app(),
                        isBootstrapped(replacing) ? identity.filesFor(replacing.hostname()) : List.of());
    }

    /** Whether it is to be logged in to. */
    public boolean isBootstrapped(Replacing replacing) {
        return replacing.spec().bootstrap() != BootstrapMode.NONE;
    }

    /** What is to be bootstrapped. */
    public BootstrapOrder order(Replacing replacing) {
        return new BootstrapOrder(
                replacing.host(),
                replacing.formation().id(),
                replacing.hostname(),
                replacing.app().containerId(),
                replacing.app().sshPort().orElseThrow(),
                replacing.spec().bootstrap(),
                minions.identity(replacing));
    }

    /** Takes in the verdict. @throws AutodockException FAILED with the cause when it is no: the container's own end, where it has ended */
    public void bootstrapped(Replacing replacing, BootstrapOutcome outcome) {
        if (outcome instanceof BootstrapOutcome.Failed failed) {
            throw AutodockException.of(
                    ProblemCode.FAILED,
                    appRun.ended(replacing.host(), replacing.hostname()).orElse(failed.sentence()));
        }
        replacing.becomes(replacing.app().bootstrapped());
    }

    /** Milliseconds that a container without bootstrap is given. */
    public long rest() {
        return settling.toMillis();
    }

    /** Looks at the app once more, then hands its restart policy to the engine, where that is to keep it. */
    public void confirm(Replacing replacing) {
        RunOutcome seen = appRun.confirm(replacing.host(), replacing.hostname());
        if (seen instanceof RunOutcome.AppFailed dead) {
            throw AutodockException.of(ProblemCode.FAILED, dead.sentence());
        }
        RestartPolicy restart = replacing.spec().engineRestart();
        if (!(restart instanceof RestartPolicy.Never)) {
            engines.restartBy(replacing.host(), replacing.app().containerId(), restart);
        }
    }

    /** The app, where its spec says how it is told well. */
    public List<Newcomer> newcomers(Replacing replacing) {
        return replacing.spec().upkeep().health().stream()
                .map(check -> new Newcomer(replacing.host(), replacing.app(), check))
                .toList();
    }
}
