package io.autodock.step;

import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.container.ContainerView;
import io.autodock.container.Engines;
import io.autodock.formation.App;
import io.autodock.formation.option.SecretName;
import io.autodock.problem.AutodockException;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.Registry;
import io.autodock.secret.SecretShelf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives containers their secrets again after each start, whoever started them (a tmpfs ends with its container), and when a
 * secret has another value. An app waits for its secrets, so nothing is lost while no instance runs but time.
 */
public final class SecretRounds {

    private static final Logger LOG = LoggerFactory.getLogger(SecretRounds.class);

    private final Registry registry;
    private final HostDirectory directory;
    private final Engines engines;
    private final SecretShelf shelf;
    private final SecretStep step;
    private final Map<String, Delivered> delivered = new ConcurrentHashMap<>();

    /** What a start of a container was given. */
    private record Delivered(String containerId, Instant start, List<Long> revisions) {}

    /** Rounds over what is recorded there. */
    public SecretRounds(
            Registry registry, HostDirectory directory, Engines engines, SecretShelf shelf, SecretStep step) {
        this.registry = registry;
        this.directory = directory;
        this.engines = engines;
        this.shelf = shelf;
        this.step = step;
    }

    /** One app that has secrets. */
    public record Holder(FormationRecord record, App app) {}

    /** The apps that have secrets; none when etcd does not answer. */
    public List<Holder> holders() {
        try {
            List<Holder> holders = registry.list(Optional.empty()).stream()
                    .filter(record -> record.state() == FormationState.COMPLETE
                            && !record.spec().options().secrets().isEmpty())
                    .flatMap(record -> record.apps().stream().map(app -> new Holder(record, app)))
                    .toList();
            Set<String> names =
                    holders.stream().map(holder -> holder.app().hostname()).collect(Collectors.toSet());
            delivered.keySet().retainAll(names);
            return holders;
        } catch (AutodockException silent) {
            LOG.debug("What is recorded can't be read: {}", silent.sentence());
            return List.of();
        }
    }

    /** Gives an app what it lacks; what can't be done now is done in a later round. */
    public void supply(Holder holder) {
        try {
            Optional<HostServer> host = directory.find(holder.app().hostServer());
            host.flatMap(each -> engines.find(each, holder.app().hostname()))
                    .filter(view -> view.state() == ContainerView.State.RUNNING)
                    .ifPresent(view -> supply(holder, host.orElseThrow(), view));
        } catch (AutodockException later) {
            LOG.warn("Secrets of {} wait: {}", holder.app().hostname(), later.sentence());
        }
    }

    private void supply(Holder holder, HostServer host, ContainerView view) {
        List<SecretName> names = holder.record().spec().options().secrets();
        List<SecretShelf.Held> secrets = step.held(holder.record().id().user(), names);
        Delivered now = new Delivered(
                view.id(),
                view.startedAt().orElse(Instant.EPOCH),
                secrets.stream().map(SecretShelf.Held::revision).toList());
        if (!now.equals(delivered.get(view.name()))) {
            step.put(host, view.id(), secrets);
            delivered.put(view.name(), now);
        }
    }
}
