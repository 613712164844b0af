package io.autodock.balance.push;

import io.autodock.balance.Balancer;
import io.autodock.balance.BalancerDirectory;
import io.autodock.balance.Certificates;
import io.autodock.balance.Served;
import io.autodock.balance.ServedLog;
import io.autodock.balance.upstream.BalancerFile;
import io.autodock.balance.upstream.Member;
import io.autodock.balance.upstream.Renderer;
import io.autodock.balance.upstream.Upstream;
import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.formation.FormationId;
import io.autodock.problem.AutodockException;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.Registry;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings the balancers up to what is recorded: every balancer by itself and at the same time, many formations at once. What
 * is told is read from the record at that moment, and once more afterwards: an older state never stays.
 */
public final class Balancing {

    private static final int MOST_ROUNDS = 5;

    private final BalancerDirectory directory;
    private final Registry registry;
    private final HostDirectory hosts;
    private final Renderer renderer;
    private final Certificates certificates;
    private final Balancers balancers;
    private final ServedLog log;
    private final Executor executor;
    private final Duration window;
    private final Clock clock;
    private final Map<String, PushQueue> queues = new ConcurrentHashMap<>();

    /** What is needed to know what to serve, and to say it. */
    public record Sources(
            BalancerDirectory directory,
            Registry registry,
            HostDirectory hosts,
            Renderer renderer,
            Certificates certificates) {}

    /** @param window how long a change waits for others that go with it */
    public Balancing(
            Sources sources, Balancers balancers, ServedLog log, Executor executor, Duration window, Clock clock) {
        this.directory = sources.directory();
        this.registry = sources.registry();
        this.hosts = sources.hosts();
        this.renderer = sources.renderer();
        this.certificates = sources.certificates();
        this.balancers = balancers;
        this.log = log;
        this.executor = executor;
        this.window = window;
        this.clock = clock;
    }

    /** Has every balancer serve a formation as it is recorded now; by balancer, what became of it. */
    public Map<String, BalancerAnswer> bring(FormationId id) {
        Map<String, CompletableFuture<BalancerAnswer>> asked = new TreeMap<>();
        directory
                .list()
                .forEach(balancer ->
                        asked.put(balancer.name(), queue(balancer.name()).ask(id)));
        Map<String, BalancerAnswer> answers = new TreeMap<>();
        asked.forEach((balancer, answer) -> answers.put(balancer, joined(answer)));
        return answers;
    }

    private static <T> T joined(CompletableFuture<T> underWay) {
        try {
            return underWay.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    private PushQueue queue(String balancer) {
        return queues.computeIfAbsent(balancer, name -> new PushQueue(window, executor, ids -> push(name, ids)));
    }

    private Map<FormationId, BalancerAnswer> push(String name, Set<FormationId> ids) {
        Optional<Balancer> member = directory.list().stream()
                .filter(known -> known.name().equals(name))
                .findFirst();
        if (member.isEmpty()) {
            return all(ids, new BalancerAnswer.Serves(false));
        }
        if (log.behind().containsKey(name)) {
            mend(member.get(), Optional.empty());
        }
        return push(member.get(), ids);
    }

    private Map<FormationId, BalancerAnswer> push(Balancer balancer, Set<FormationId> ids) {
        Map<FormationId, BalancerAnswer> answers = new HashMap<>();
        Set<FormationId> open = ids;
        for (int round = 0; round < MOST_ROUNDS && !open.isEmpty(); round++) {
            Map<FormationId, Wanted> wanted = wanted(open);
            answers.putAll(settle(balancer, wanted));
            note(balancer, wanted, answers);
            open = moved(wanted, answers);
        }
        return answers;
    }

    /** Formations whose record has moved on since it was told. */
    private Set<FormationId> moved(Map<FormationId, Wanted> told, Map<FormationId, BalancerAnswer> answers) {
        return told.keySet().stream()
                .filter(id -> answers.get(id) instanceof BalancerAnswer.Serves)
                .filter(id -> !wanted(id).equals(told.get(id)))
                .collect(Collectors.toSet());
    }

    /**
     * What one formation comes to.
     *
     * @param problem why it can't be rendered; empty when it can
     */
    private record Wanted(List<BalancerFile> files, List<String> removals, List<String> members, String problem) {}

    private Map<FormationId, Wanted> wanted(Collection<FormationId> ids) {
        return ids.stream().collect(Collectors.toMap(id -> id, this::wanted));
    }

    private Wanted wanted(FormationId id) {
        return upstream(id).map(this::wanted).orElseGet(() -> new Wanted(List.of(), renderer.names(id), List.of(), ""));
    }

    private Wanted wanted(Upstream upstream) {
        try {
            List<BalancerFile> files = renderer.render(
                    upstream,
                    upstream.traffic()
                            .tls()
                            .map(name -> certificates.pair(upstream.id().user(), name)));
            Set<String> names = files.stream().map(BalancerFile::name).collect(Collectors.toSet());
            List<String> gone = renderer.names(upstream.id()).stream()
                    .filter(name -> !names.contains(name))
                    .toList();
            return new Wanted(
                    files,
                    gone,
                    upstream.members().stream().map(Member::authority).toList(),
                    "");
        } catch (AutodockException refused) {
            return new Wanted(List.of(), List.of(), List.of(), refused.sentence());
        }
    }

    private Optional<Upstream> upstream(FormationId id) {
        return registry.find(id).flatMap(record -> Upstream.of(record, addresses()));
    }

    private Map<String, String> addresses() {
        return hosts.list().stream().collect(Collectors.toMap(HostServer::name, HostServer::address));
    }

    /** Makes all changes at once; one that the balancer refuses takes none of the others with it. */
    private Map<FormationId, BalancerAnswer> settle(Balancer balancer, Map<FormationId, Wanted> wanted) {
        Map<FormationId, BalancerAnswer> answers = new HashMap<>();
        Map<FormationId, Wanted> open = new TreeMap<>(wanted);
        wanted.forEach((id, one) -> {
            if (!one.problem().isEmpty()) {
                answers.put(id, new BalancerAnswer.Refuses(one.problem(), Optional.empty(), false));
                open.remove(id);
            }
        });
        while (!open.isEmpty()) {
            BalancerAnswer answer = balancers.change(balancer, change(open.values()));
            Set<FormationId> settled = settled(answer, open);
            if (settled.isEmpty()) {
                open.forEach((id, one) -> answers.put(id, balancers.change(balancer, change(List.of(one)))));
                break;
            }
            answers.putAll(all(settled, answer));
            open.keySet().removeAll(settled);
        }
        return answers;
    }

    /** Whom an answer is about: the one that is refused by name, or all; none when it is one of many and nobody knows which. */
    private Set<FormationId> settled(BalancerAnswer answer, Map<FormationId, Wanted> open) {
        if (!(answer instanceof BalancerAnswer.Refuses refuses) || refuses.foreign() || open.size() == 1) {
            return Set.copyOf(open.keySet());
        }
        return refuses.file().flatMap(renderer::owner).filter(open::containsKey).stream()
                .collect(Collectors.toSet());
    }

    private static BalancerChange change(Collection<Wanted> wanted) {
        return new BalancerChange(
                wanted.stream().flatMap(one -> one.files().stream()).toList(),
                wanted.stream().flatMap(one -> one.removals().stream()).toList());
    }

    private static Map<FormationId, BalancerAnswer> all(Collection<FormationId> ids, BalancerAnswer answer) {
        return ids.stream().collect(Collectors.toMap(id -> id, id -> answer));
    }

    private void note(Balancer balancer, Map<FormationId, Wanted> wanted, Map<FormationId, BalancerAnswer> answers) {
        wanted.forEach((id, one) -> {
            BalancerAnswer answer = answers.get(id);
            if (answer instanceof BalancerAnswer.Serves && one.files().isEmpty()) {
                log.forget(id, balancer.name());
            } else if (answer != null) {
                log.keep(id, served(balancer.name(), id, one, answer));
            }
        });
        answers.values().stream()
                .filter(BalancerAnswer.Silent.class::isInstance)
                .map(silent -> ((BalancerAnswer.Silent) silent).sentence())
                .findFirst()
                .ifPresent(reason -> log.missed(balancer.name(), reason));
    }

    private Served served(String balancer, FormationId id, Wanted wanted, BalancerAnswer answer) {
        if (answer instanceof BalancerAnswer.Serves) {
            String fingerprint = wanted.files().get(0).fingerprint();
            return new Served(balancer, fingerprint, wanted.members(), Optional.of(clock.instant()), "");
        }
        String error = answer instanceof BalancerAnswer.Refuses refuses
                ? refuses.sentence()
                : ((BalancerAnswer.Silent) answer).sentence();
        return log.of(id).stream()
                .filter(known -> known.balancer().equals(balancer))
                .findFirst()
                .map(known -> new Served(balancer, known.fingerprint(), known.members(), known.confirmed(), error))
                .orElseGet(() -> new Served(balancer, "", List.of(), Optional.empty(), error));
    }

    /**
     * Brings the balancers that have missed something up to date, those that answer, and has all others serve what has
     * moved in the records since they were told: whoever moves an app need not know of balancers.
     */
    public void catchUp() {
        Map<String, String> behind = log.behind();
        List<CompletableFuture<BalancerAnswer>> asked = directory.list().stream()
                .map(Balancer::name)
                .filter(name -> !behind.containsKey(name))
                .flatMap(name -> outdated(name).stream().map(id -> queue(name).ask(id)))
                .toList();
        asked.forEach(Balancing::joined);
        if (behind.isEmpty()) {
            return;
        }
        together(
                directory.list().stream()
                        .filter(balancer -> behind.containsKey(balancer.name()))
                        .toList(),
                Optional.empty());
    }

    /**
     * Compares what every balancer has with what is recorded, by fingerprint, and mends it. A line for each difference; an
     * unchanged balancer is not reloaded.
     *
     * @param only the one formation to look at; empty for all
     */
    public List<String> compare(Optional<FormationId> only) {
        return together(directory.list(), only);
    }

    /** What a balancer refused stays refused until somebody asks again. */
    private Set<FormationId> outdated(String balancer) {
        Map<FormationId, Served> told = log.all(balancer);
        Map<String, String> addresses = addresses();
        Map<FormationId, Upstream> served = registry.list(Optional.empty()).stream()
                .flatMap(record -> Upstream.of(record, addresses).stream())
                .collect(Collectors.toMap(Upstream::id, upstream -> upstream));
        Set<FormationId> ids = new HashSet<>(told.keySet());
        ids.addAll(served.keySet());
        ids.removeIf(id -> isUpToDate(Optional.ofNullable(served.get(id)), Optional.ofNullable(told.get(id))));
        return ids;
    }

    private boolean isUpToDate(Optional<Upstream> served, Optional<Served> told) {
        if (told.isPresent() && !told.get().error().isEmpty()) {
            return true;
        }
        String wanted = served.map(upstream -> wanted(upstream).files())
                .filter(files -> !files.isEmpty())
                .map(files -> files.get(0).fingerprint())
                .orElse("");
        return wanted.equals(told.map(Served::fingerprint).orElse(""));
    }

    private List<String> together(List<Balancer> members, Optional<FormationId> only) {
        return members.stream()
                .map(balancer -> CompletableFuture.supplyAsync(() -> mend(balancer, only), executor))
                .toList()
                .stream()
                .flatMap(lines -> joined(lines).stream())
                .toList();
    }

    /** What is listed comes first: a file that somebody adds meanwhile is then not taken for one too many. */
    private List<String> mend(Balancer balancer, Optional<FormationId> only) {
        Map<String, String> has;
        try {
            has = balancers.listing(balancer);
        } catch (AutodockException silent) {
            log.missed(balancer.name(), silent.sentence());
            return List.of(silent.sentence());
        }
        Map<FormationId, Wanted> wanted =
                new TreeMap<>(wanted(only.<Set<FormationId>>map(Set::of).orElseGet(() -> known(balancer, has))));
        wanted.values().removeIf(one -> isThere(one, has));
        Map<FormationId, BalancerAnswer> answers =
                wanted.isEmpty() ? reloadWhatIsLeft(balancer) : push(balancer, wanted.keySet());
        if (only.isEmpty() && answers.values().stream().allMatch(BalancerAnswer.Serves.class::isInstance)) {
            log.caughtUp(balancer.name());
        }
        return wanted.keySet().stream()
                .map(id -> line(balancer, id, answers.get(id)))
                .toList();
    }

    /** A change that was broken off between its swap and its reload is ended; else nothing happens. */
    private Map<FormationId, BalancerAnswer> reloadWhatIsLeft(Balancer balancer) {
        BalancerAnswer answer = balancers.change(balancer, new BalancerChange(List.of(), List.of()));
        return answer instanceof BalancerAnswer.Serves ? Map.of() : Map.of(NOBODY, answer);
    }

    private static final FormationId NOBODY = FormationId.of("none", "none");

    private Set<FormationId> known(Balancer balancer, Map<String, String> has) {
        Set<FormationId> ids = has.keySet().stream()
                .flatMap(name -> renderer.owner(name).stream())
                .collect(Collectors.toSet());
        ids.addAll(log.all(balancer.name()).keySet());
        registry.list(Optional.empty()).stream()
                .filter(record -> record.spec().traffic().isServed())
                .forEach(record -> ids.add(record.id()));
        return ids;
    }

    private static boolean isThere(Wanted wanted, Map<String, String> has) {
        return wanted.problem().isEmpty()
                && wanted.files().stream().allMatch(file -> file.fingerprint().equals(has.get(file.name())))
                && wanted.removals().stream().noneMatch(has::containsKey);
    }

    private static String line(Balancer balancer, FormationId id, @Nullable BalancerAnswer answer) {
        String difference = "balancer " + balancer.name() + " did not have " + id + " as recorded";
        if (answer instanceof BalancerAnswer.Refuses refuses) {
            return difference + ", and refuses it: " + refuses.sentence();
        }
        return answer instanceof BalancerAnswer.Silent silent
                ? difference + ", and can't be told: " + silent.sentence()
                : difference + "; now it has";
    }

    /** How many connections the balancers that answer have to these apps. */
    public int connections(List<Member> apps) {
        Set<String> behind = log.behind().keySet();
        return directory.list().stream()
                .filter(balancer -> !behind.contains(balancer.name()))
                .mapToInt(balancer -> connections(balancer, apps))
                .sum();
    }

    private int connections(Balancer balancer, List<Member> apps) {
        try {
            return balancers.connections(balancer, apps);
        } catch (AutodockException silent) {
            return 0;
        }
    }

    /** The apps of a formation that are about to go. */
    public List<Member> leaving(FormationRecord record) {
        return Upstream.leaving(record, addresses());
    }
}
