package io.autodock.admission;

import io.autodock.access.Caller;
import io.autodock.backup.BackupFolders;
import io.autodock.backup.FoundBackup;
import io.autodock.formation.BackupPlace;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.formation.OrderDetail;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.Registry;
import io.autodock.request.Acceptance;
import io.autodock.request.Request;
import io.autodock.request.RequestDesk;
import io.autodock.request.RequestId;
import io.autodock.request.Submission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The desk for orders about backups, before the desk for all: a directory that can't be used is refused here, and a restore
 * is completed with the formation and the spec in its backup, so that it meets the same rules as a create.
 */
public final class BackupDesk implements RequestDesk {

    private final RequestDesk desk;
    private final BackupFolders folders;
    private final Registry registry;

    /** Before that desk. */
    public BackupDesk(RequestDesk desk, BackupFolders folders, Registry registry) {
        this.desk = desk;
        this.folders = folders;
        this.registry = registry;
    }

    @Override
    public Acceptance submit(Submission submission) {
        Order order = completed(submission.caller(), submission.order());
        return desk.submit(new Submission(submission.caller(), submission.trigger(), order, submission.deliveryKey()));
    }

    /** The order with all that a directory tells. */
    public Order completed(Caller caller, Order order) {
        Optional<BackupPlace> place = order.backups();
        if (place.isEmpty()) {
            return order;
        }
        if (order.operation() == Operation.BACKUP) {
            folders.resolveWritable(place.get().directory());
            return order;
        }
        return restoring(order, backup(caller, place.get().directory()));
    }

    /** The backup that a directory holds for that caller; of other users' backups nothing is told. */
    public FoundBackup backup(Caller caller, String directory) {
        FoundBackup found =
                folders.find(directory, caller.user().map(user -> user + ".").orElse(""));
        if (!caller.mayActFor(found.manifest().formation().user())) {
            throw AutodockException.invalid("directory", directory, "a backup of a formation of your own");
        }
        return found;
    }

    private Order restoring(Order order, FoundBackup backup) {
        BackupPlace place = order.backups().orElseThrow();
        FormationId saved = backup.manifest().formation();
        FormationId id = new FormationId(saved.user(), place.as().orElse(saved.formation()));
        if (registry.find(id).isPresent()) {
            throw AutodockException.of(
                    ProblemCode.CONFLICT,
                    "formation " + id + " exists; delete it first, or restore it under another name with --as");
        }
        return new Order(
                order.operation(),
                Optional.of(id),
                Optional.of(backup.manifest().spec()),
                order.idempotencyKey(),
                order.token(),
                new OrderDetail.Backups(new BackupPlace(backup.folder(), 0, place.as())));
    }

    @Override
    public Request find(Caller caller, RequestId id) {
        return desk.find(caller, id);
    }

    @Override
    public List<Request> list(Caller caller, int most) {
        return desk.list(caller, most);
    }

    @Override
    public Optional<Request> findDelivered(Submission submission) {
        return desk.findDelivered(submission);
    }

    @Override
    public Request await(Caller caller, RequestId id, Duration atMost) {
        return desk.await(caller, id, atMost);
    }
}
