package io.autodock.container.docker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import io.autodock.cluster.HostServer;
import io.autodock.container.Engines;
import io.autodock.container.EnginesContract;
import io.autodock.formation.ImageReference;
import io.autodock.lab.Lab;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

/** A real engine of the lab keeps the contract. */
class DockerEnginesIT extends EnginesContract {

    private static final EngineLines LINES =
            new EngineLines(Optional.of(Lab.get().dockerCertificates()), EngineLimits.lab());

    private final DockerEngines engines = new DockerEngines(LINES);

    @AfterAll
    static void close() {
        LINES.close();
    }

    @Override
    protected Engines engines() {
        return engines;
    }

    @Override
    protected HostServer host() {
        return Lab.get().host(2);
    }

    @Override
    protected ImageReference image() {
        return RunAppIT.reference(Lab.get().image());
    }

    @Override
    protected ImageReference noImage() {
        return RunAppIT.reference(Lab.get().registry() + "/none:1");
    }

    @Override
    protected void remove(String name) {
        try {
            LINES.client(host()).removeContainerCmd(name).withForce(true).exec();
        } catch (NotFoundException gone) {
            assertTrue(engines.find(host(), name).isEmpty());
        }
    }
}
