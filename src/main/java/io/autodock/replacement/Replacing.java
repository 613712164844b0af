package io.autodock.replacement;

import io.autodock.bootstrap.BootstrapOrder.SaltIdentity;
import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer;
import io.autodock.container.PinnedImage;
import io.autodock.container.RemoveOrder;
import io.autodock.formation.App;
import io.autodock.formation.Spec;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** One new container of an app, as far as it has come. It lives in one route exchange. */
public final class Replacing {

    private final FormationInHand formation;
    private final Spec spec;
    private final PinnedImage image;
    private final App old;
    private HostServer host;
    private App app;
    private Optional<CompletableFuture<SaltIdentity>> identity = Optional.empty();

    Replacing(FormationInHand formation, Spec spec, PinnedImage image, App old, HostServer host, App app) {
        this.formation = formation;
        this.spec = spec;
        this.image = image;
        this.old = old;
        this.host = host;
        this.app = app;
    }

    FormationInHand formation() {
        return formation;
    }

    Spec spec() {
        return spec;
    }

    PinnedImage image() {
        return image;
    }

    AppContainer.Make make() {
        return new AppContainer.Make(formation.id(), spec, image, formation.request());
    }

    /** The app as it was. */
    App old() {
        return old;
    }

    String hostname() {
        return old.hostname();
    }

    /** Where the new container goes. */
    HostServer host() {
        return host;
    }

    /** The app as far as it has come. */
    App app() {
        return app;
    }

    void goesTo(HostServer newHost, App placed) {
        host = newHost;
        app = placed;
    }

    void becomes(App further) {
        app = further;
    }

    /** What makes it a minion, once the Salt master has accepted its key; there when that has begun. */
    Optional<CompletableFuture<SaltIdentity>> identity() {
        return identity;
    }

    void identity(CompletableFuture<SaltIdentity> underWay) {
        identity = Optional.of(underWay);
    }

    /** The app as it is recorded when all is done: the master has dropped the keys before the newest. */
    App finished() {
        App recorded = formation.app(hostname());
        return new App(
                        app.hostname(),
                        app.hostServer(),
                        app.ports(),
                        app.sshPort(),
                        app.state(),
                        app.containerId(),
                        recorded.keyFingerprints(),
                        app.generation())
                .withNewestKey();
    }

    /** What takes the new container away, and nothing else. */
    RemoveOrder newOne() {
        return new RemoveOrder(host, hostname(), formation.id(), true, OptionalInt.of(app.generation()));
    }
}
