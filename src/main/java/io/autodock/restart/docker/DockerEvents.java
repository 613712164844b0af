package io.autodock.restart.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer.Origin;
import io.autodock.container.ContainerCommands;
import io.autodock.container.ContainerView;
import io.autodock.restart.Death;
import io.autodock.restart.EngineEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The event streams of real engines. Each is cut off after a while of silence, and then followed anew. */
public final class DockerEvents implements EngineEvents {

    private final Function<HostServer, DockerClient> clients;
    private final ContainerCommands commands;

    /** @param clients the connection to each engine */
    public DockerEvents(Function<HostServer, DockerClient> clients, ContainerCommands commands) {
        this.clients = clients;
        this.commands = commands;
    }

    @Override
    public void follow(HostServer host, Consumer<Death> died) {
        Stream stream = new Stream(host, died);
        clients.apply(host)
                .eventsCmd()
                .withEventTypeFilter("container")
                .withEventFilter("die")
                .withLabelFilter(Origin.USER)
                .exec(stream);
        try (stream) {
            // What ended while nobody listened has no event any more.
            commands.list(host).stream()
                    .filter(view -> view.state() == ContainerView.State.EXITED)
                    .forEach(
                            view -> view.origin().ifPresent(origin -> died.accept(new Death(host, origin, view.id()))));
            stream.awaitCompletion();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException closing) {
            throw new UncheckedIOException(closing);
        }
    }

    private static final class Stream extends ResultCallback.Adapter<Event> {

        private final HostServer host;
        private final Consumer<Death> died;

        Stream(HostServer host, Consumer<Death> died) {
            this.host = host;
            this.died = died;
        }

        @Override
        public void onNext(Event event) {
            death(event).ifPresent(died);
        }

        /** The silence after which a stream is cut off is no failure. */
        @Override
        public void onError(Throwable cutOff) {
            super.onComplete();
        }

        private Optional<Death> death(Event event) {
            EventActor actor = event.getActor();
            Map<String, String> labels = actor == null ? null : actor.getAttributes();
            String id = actor == null ? null : actor.getId();
            return id == null || labels == null
                    ? Optional.empty()
                    : Origin.of(labels).map(origin -> new Death(host, origin, id));
        }
    }
}
