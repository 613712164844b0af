package io.autodock;

import io.autodock.cluster.HostDirectory;
import io.autodock.container.ContainerCommands;
import io.autodock.container.Engines;
import io.autodock.container.docker.EngineLines;
import io.autodock.registry.Registry;
import io.autodock.request.RequestDesk;
import io.autodock.restart.RestartWatch;
import io.autodock.restart.Restarts;
import io.autodock.restart.docker.DockerEvents;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What starts apps again that have ended. */
final class RestartBeans {

    private static final Duration LONGEST_REST = Duration.ofSeconds(5);

    private RestartBeans() {}

    /** The watch; follows nobody before its first round. */
    static RestartWatch watch(
            Registry registry,
            HostDirectory directory,
            Engines engines,
            ContainerCommands commands,
            EngineLines lines,
            RequestDesk desk,
            Clock clock) {
        Restarts restarts = new Restarts(
                registry,
                engines,
                desk,
                delay -> CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS),
                clock);
        return new RestartWatch(directory, new DockerEvents(lines::client, commands), restarts, LONGEST_REST);
    }
}
