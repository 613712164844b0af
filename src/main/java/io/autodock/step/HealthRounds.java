package io.autodock.step;

import io.autodock.access.Caller;
import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.container.ContainerView;
import io.autodock.container.Engines;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.formation.rule.HealthCheck;
import io.autodock.health.Checkup;
import io.autodock.health.HealthBoard;
import io.autodock.health.Treatment;
import io.autodock.health.TreatmentLog;
import io.autodock.problem.AutodockException;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.Registry;
import io.autodock.request.RequestDesk;
import io.autodock.request.Submission;
import io.autodock.request.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all apps whose specs say how they are told well, for as long as they live, and asks for the treatment of those
 * that are not. Every instance looks for itself; that one app is treated by one of them is the request desk's doing.
 */
public final class HealthRounds {

    private static final Logger LOG = LoggerFactory.getLogger(HealthRounds.class);

    /** What is recorded is read again that often. */
    private static final Duration RECORDS_AGE = Duration.ofSeconds(3);

    /** Two instances that see the same app fall ill ask once. */
    private static final Duration ONE_ASKING = Duration.ofSeconds(30);

    private final Registry registry;
    private final HostDirectory directory;
    private final Engines engines;
    private final HealthBoard board;
    private final TreatmentLog log;
    private final RequestDesk desk;
    private final Clock clock;
    private final AtomicBoolean going = new AtomicBoolean();
    private List<Patient> patients = List.of();
    private Instant readAt = Instant.EPOCH;

    /** One app as it is recorded. */
    private record Patient(FormationRecord record, HostServer host, App app, HealthCheck check) {}

    /** Rounds over what is recorded there. */
    public HealthRounds(
            Registry registry,
            HostDirectory directory,
            Engines engines,
            HealthBoard board,
            TreatmentLog log,
            RequestDesk desk,
            Clock clock) {
        this.registry = registry;
        this.directory = directory;
        this.engines = engines;
        this.board = board;
        this.log = log;
        this.desk = desk;
        this.clock = clock;
    }

    /** The checkups that are due; none while an earlier round goes on, or when etcd does not answer. */
    public List<Checkup> due() {
        if (!going.compareAndSet(false, true)) {
            return List.of();
        }
        Instant now = clock.instant();
        try {
            readAgain(now);
        } catch (AutodockException silent) {
            LOG.debug("What is recorded can't be read: {}", silent.sentence());
        }
        return patients.stream()
                .map(patient -> checkup(patient, now))
                .filter(each -> each.isDue(now))
                .toList();
    }

    private void readAgain(Instant now) {
        if (readAt.plus(RECORDS_AGE).isAfter(now)) {
            return;
        }
        Map<String, HostServer> hosts =
                directory.list().stream().collect(Collectors.toMap(HostServer::name, Function.identity()));
        patients = registry.list(Optional.empty()).stream()
                .filter(record -> record.state() == FormationState.COMPLETE)
                .flatMap(record -> patients(record, hosts))
                .toList();
        board.keepOnly(patients.stream().map(Patient::app).toList());
        readAt = now;
    }

    private static Stream<Patient> patients(FormationRecord record, Map<String, HostServer> hosts) {
        return record.spec().upkeep().health().stream()
                .flatMap(check -> record.apps().stream()
                        .flatMap(app -> Optional.ofNullable(hosts.get(app.hostServer()))
                                .map(host -> new Patient(record, host, app, check))
                                .stream()));
    }

    /** One that was never seen may be well already, or may just have been started: its own start decides. */
    private Checkup checkup(Patient patient, Instant now) {
        return board.checkup(patient.app())
                .filter(known -> known.check().equals(patient.check()))
                .map(known -> new Checkup(patient.host(), patient.app(), patient.check(), known.health(), known.due()))
                .orElseGet(() -> Checkup.starting(patient.host(), patient.app(), patient.check(), now));
    }

    /** Ends a round: asks for treatments. */
    public void end() {
        try {
            patients.stream()
                    .collect(Collectors.groupingBy(patient -> patient.record().id()))
                    .forEach(this::treat);
        } finally {
            going.set(false);
        }
    }

    private void treat(FormationId formation, List<Patient> apps) {
        for (Patient patient : apps) {
            Optional<Checkup> ill = board.checkup(patient.app()).filter(HealStep::isIll);
            if (ill.isPresent() && isDue(patient, ill.get()) && hasHadItsTime(patient, ill.get())) {
                ask(formation, patient.app());
                return;
            }
        }
    }

    private boolean isDue(Patient patient, Checkup ill) {
        try {
            Treatment treatment = Treatment.of(
                    ill,
                    patient.record().spec().upkeep().restart(),
                    log.of(patient.app().hostname()),
                    clock.instant());
            return !(treatment instanceof Treatment.Leave);
        } catch (AutodockException silent) {
            return false;
        }
    }

    /** Someone else may have started it a moment ago: then it is observed as one that starts. */
    private boolean hasHadItsTime(Patient patient, Checkup ill) {
        try {
            Optional<Instant> start = engines.find(patient.host(), patient.app().hostname())
                    .filter(view -> view.state() == ContainerView.State.RUNNING)
                    .flatMap(ContainerView::startedAt);
            boolean early = start.filter(each ->
                            clock.instant().isBefore(each.plus(ill.check().startPeriod())))
                    .isPresent();
            if (early) {
                board.put(Checkup.starting(patient.host(), patient.app(), patient.check(), start.orElseThrow()));
            }
            return start.isPresent() && !early;
        } catch (AutodockException silent) {
            return false;
        }
    }

    private void ask(FormationId formation, App app) {
        Order order =
                new Order(Operation.HEAL, Optional.of(formation), Optional.empty(), Optional.empty(), Optional.empty());
        try {
            String key = "health " + app.hostname() + " "
                    + log.of(app.hostname()).times() + " " + clock.millis() / ONE_ASKING.toMillis();
            desk.submit(new Submission(Caller.operator("health"), Trigger.TIMER, order, Optional.of(key)));
        } catch (AutodockException later) {
            LOG.warn("The treatment of {} is left to a later round: {}", app.hostname(), later.sentence());
        }
    }
}
