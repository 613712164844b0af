package io.autodock.container;

import io.autodock.cluster.HostServer;
import io.autodock.formation.ImageReference;
import java.util.Optional;

/** The engines in memory behave like real ones. */
class FakeEnginesTest extends EnginesContract {

    private final FakeEngines engines = new FakeEngines();

    @Override
    protected Engines engines() {
        return engines;
    }

    @Override
    protected HostServer host() {
        return AppFixture.nowhere();
    }

    @Override
    protected ImageReference image() {
        return new ImageReference("registry:5000/sshd", Optional.of("1"), Optional.empty(), "registry:5000/sshd:1");
    }

    @Override
    protected ImageReference noImage() {
        ImageReference none = new ImageReference("none", Optional.of("1"), Optional.empty(), "none:1");
        engines.forget(none);
        return none;
    }

    @Override
    protected void remove(String name) {
        engines.find(host(), name).ifPresent(view -> engines.remove(host(), view.id()));
    }
}
