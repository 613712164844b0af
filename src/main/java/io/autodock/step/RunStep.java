package io.autodock.step;

import io.autodock.bootstrap.ContainerIdentity;
import io.autodock.cluster.FailureLog;
import io.autodock.container.AppContainer;
import io.autodock.container.RunOutcome;
import io.autodock.formation.App;
import io.autodock.formation.BootstrapMode;
import io.autodock.formation.Spec;
import io.autodock.formation.option.Command;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.BookEntry;
import io.autodock.registry.Booking;
import io.autodock.registry.BookingState;
import io.autodock.registry.Books;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.HostBook;
import io.autodock.registry.Registry;
import io.autodock.request.LiveRequests;
import io.autodock.request.RequestState;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says what is to run where, and takes in what became of it. A port that a stranger holds or a host that refuses sends the
 * app back to be placed; an app that fails by itself fails the request.
 */
public final class RunStep {

    private static final List<String> SSHD = List.of("/usr/sbin/sshd", "-D");

    /** Ends a search that finds ever new ports taken. */
    private static final int MOST_REFUSALS = 200;

    private final Registry registry;
    private final FailureLog failures;
    private final ContainerIdentity identity;
    private final LiveRequests live;

    /** @param identity what is copied into each container before it starts */
    public RunStep(Registry registry, FailureLog failures, ContainerIdentity identity, LiveRequests live) {
        this.registry = registry;
        this.failures = failures;
        this.identity = identity;
        this.live = live;
    }

    /** The containers that are to run and do not yet, as far as this work knows. */
    public List<AppContainer> containers(Work work) {
        return work.apps().stream()
                .filter(app -> !work.running().contains(app.hostname()))
                .map(app -> container(work, app))
                .toList();
    }

    private AppContainer container(Work work, App app) {
        Spec spec = work.spec();
        FormationRecord record = work.record().orElseThrow();
        boolean ssh = spec.bootstrap() != BootstrapMode.NONE;
        return new AppContainer(
                Hosts.named(work.hosts(), app.hostServer()),
                app.hostname(),
                record.image(),
                spec.cpuShares(),
                spec.ram(),
                Reservation.allPorts(app),
                spec.volumes(),
                spec.options().command().map(Command::words).orElse(ssh ? SSHD : List.of()),
                spec.options(),
                ssh ? identity.filesFor(app.hostname()) : List.of(),
                new AppContainer.Origin(
                        work.formation(),
                        app.hostname(),
                        record.generation(),
                        spec.containerHash(),
                        work.request().id().value()));
    }

    /** Tells who follows the request that one more app runs. */
    public void seen(Work work, RunOutcome outcome) {
        if (outcome instanceof RunOutcome.Running running) {
            live.change(
                    work.request().id(),
                    request -> request.progressed(
                            request.state(),
                            request.apps().stream()
                                    .map(app -> app.hostname().equals(running.hostname())
                                            ? app.running(running.containerId())
                                            : app)
                                    .toList()));
        }
    }

    /** Takes in what became of every attempt. */
    public void collect(Work work, List<RunOutcome> outcomes) {
        outcomes.forEach(outcome -> takeIn(work, outcome));
        firstFailure(outcomes).ifPresent(sentence -> {
            throw AutodockException.of(ProblemCode.FAILED, sentence);
        });
        requireAnEnd(work);
    }

    private void takeIn(Work work, RunOutcome outcome) {
        App app = app(work, outcome.hostname());
        if (outcome instanceof RunOutcome.Running running) {
            work.running().add(app.hostname());
            work.replace(app.running(running.containerId()));
        } else if (outcome instanceof RunOutcome.PortTaken taken) {
            work.takenByStrangers()
                    .computeIfAbsent(app.hostServer(), host -> new HashSet<>())
                    .add(taken.port());
            sendBack(work, app, taken.sentence());
        } else if (outcome instanceof RunOutcome.HostRefused refused) {
            work.avoided().put(app.hostServer(), refused.sentence());
            failures.failed(app.hostServer(), refused.sentence());
            sendBack(work, app, refused.sentence());
            keepWhatMayBeLeft(work, app, refused);
        }
    }

    private static App app(Work work, String hostname) {
        return work.apps().stream()
                .filter(app -> app.hostname().equals(hostname))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no app " + hostname + " in " + work.formation()));
    }

    private static void sendBack(Work work, App app, String sentence) {
        work.unsettled(app.hostServer()).add(app.hostname());
        work.advance(work.request().noticed(sentence));
    }

    /** What no engine has confirmed to be gone keeps its name, its ports and its memory on that host. */
    private static void keepWhatMayBeLeft(Work work, App app, RunOutcome.HostRefused refused) {
        if (refused.mayBeLeft() || work.resumed()) {
            work.unsettled(app.hostServer()).remove(app.hostname());
            work.leftovers()
                    .computeIfAbsent(app.hostServer(), host -> new HashSet<>())
                    .add(app.hostname());
        }
    }

    private static Optional<String> firstFailure(List<RunOutcome> outcomes) {
        return outcomes.stream()
                .filter(RunOutcome.AppFailed.class::isInstance)
                .map(outcome -> ((RunOutcome.AppFailed) outcome).sentence())
                .sorted()
                .findFirst();
    }

    private static void requireAnEnd(Work work) {
        int refusals =
                work.takenByStrangers().values().stream().mapToInt(Set::size).sum();
        if (refusals > MOST_REFUSALS) {
            throw AutodockException.of(
                    ProblemCode.FAILED,
                    "more than " + MOST_REFUSALS + " host ports were held by others' processes: "
                            + work.request().notices().get(0));
        }
    }

    /** Once all apps run: the books say so, and so does the request. */
    public void settle(Work work) {
        work.advance(work.request().progressed(RequestState.RUNNING, work.apps()));
        registry.reserve(work.claim(), work.spec().hostnameScheme().group(), books -> running(work, books));
        live.put(work.request());
    }

    private static BookEntry running(Work work, Books books) {
        Map<String, List<App>> byHost = work.apps().stream().collect(Collectors.groupingBy(App::hostServer));
        List<HostBook> changed = byHost.entrySet().stream()
                .map(host ->
                        books.host(host.getKey()).with(runningBookings(books.host(host.getKey()), host.getValue())))
                .filter(book -> !book.equals(books.host(book.hostServer())))
                .toList();
        return new BookEntry(work.record(), Optional.empty(), changed, Optional.of(work.request()));
    }

    private static List<Booking> runningBookings(HostBook book, List<App> apps) {
        Map<String, Booking> known = book.bookings();
        return apps.stream()
                .map(App::hostname)
                .filter(known::containsKey)
                .map(known::get)
                .map(booking -> booking.as(BookingState.RUNNING))
                .toList();
    }
}
