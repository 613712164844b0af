package io.autodock.step;

import io.autodock.backup.AppSaves;
import io.autodock.backup.AppSaves.BackupImage;
import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.formation.Operation;
import io.autodock.problem.AutodockException;
import io.autodock.request.Request;
import io.autodock.request.RequestId;
import io.autodock.request.RequestLog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes images of backups that nobody needs any more: what a broken off backup committed, and what a restore loaded once
 * no container is made from it.
 */
public final class BackupSweep {

    private static final Logger LOG = LoggerFactory.getLogger(BackupSweep.class);
    /** An image of a request that this etcd does not know may be another Autodock's, at work on the same engine. */
    private static final Duration STRANGERS_AGE = Duration.ofDays(1);

    private final RequestLog log;
    private final HostDirectory directory;
    private final AppSaves saves;
    private final Clock clock;

    /** A sweep of that cluster. */
    public BackupSweep(RequestLog log, HostDirectory directory, AppSaves saves, Clock clock) {
        this.log = log;
        this.directory = directory;
        this.saves = saves;
        this.clock = clock;
    }

    /** The host servers to look at; none while a restore goes on, which loads what no container has yet. */
    public List<HostServer> hosts() {
        boolean restoring = log.pending().stream()
                .map(log::find)
                .flatMap(Optional::stream)
                .anyMatch(request -> request.operation() == Operation.RESTORE);
        return restoring ? List.of() : directory.list();
    }

    /** Removes what is not needed on one host server; one that does not answer is left for the next sweep. */
    public void sweep(HostServer host) {
        try {
            List<BackupImage> images = saves.images(host);
            Map<String, Boolean> over = images.stream()
                    .map(BackupImage::request)
                    .distinct()
                    .collect(Collectors.toMap(Function.identity(), this::isOver));
            images.stream()
                    .filter(image -> Boolean.TRUE.equals(over.get(image.request())) || isForgotten(image))
                    .forEach(image -> saves.dropImage(host, image.id()));
        } catch (AutodockException silent) {
            LOG.debug("Images of backups on {} are left: {}", host.name(), silent.sentence());
        }
    }

    private boolean isOver(String request) {
        return find(request).map(Request::state).filter(state -> state.ended()).isPresent();
    }

    private boolean isForgotten(BackupImage image) {
        return find(image.request()).isEmpty()
                && image.created().plus(STRANGERS_AGE).isBefore(clock.instant());
    }

    private Optional<Request> find(String request) {
        try {
            return log.find(new RequestId(request));
        } catch (AutodockException notAnId) {
            return Optional.empty();
        }
    }
}
