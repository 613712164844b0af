package io.autodock.balance.etcd;

import io.autodock.balance.Balancer;
import io.autodock.balance.BalancerDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.etcd.Entry;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.Keys;
import io.autodock.etcd.Transaction;
import io.autodock.json.Json;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The nginx cluster: {@code nginx_cluster} names its hosts, as the original's users know it, and a record of ours says how
 * each is reached. A name without a record is known, but nothing is sent there.
 */
public final class EtcdBalancerDirectory implements BalancerDirectory {

    private static final int MOST_TRIES = 100;
    private static final int MARK_DIGITS = 8;

    private final EtcdStore store;
    private volatile String mark = "";

    /** A directory in that etcd. */
    public EtcdBalancerDirectory(EtcdStore store) {
        this.store = store;
    }

    @Override
    public List<Balancer> list() {
        Map<String, Balancer> balancers = new TreeMap<>();
        members(store.get(Keys.NGINX_CLUSTER)).forEach(name -> balancers.put(name, Balancer.named(name)));
        for (Entry entry : store.list(Keys.BALANCERS)) {
            Balancer balancer = read(entry);
            balancers.replace(balancer.name(), balancer);
        }
        return List.copyOf(balancers.values());
    }

    @Override
    public void add(Balancer balancer) {
        change(balancer.name(), (cluster, members, record) -> {
            if (record.isPresent() && members.contains(balancer.name())) {
                requireSame(balancer, read(record.get()));
                return Optional.empty();
            }
            members.add(balancer.name());
            return Optional.of(cluster.put(Keys.BALANCERS + balancer.name(), Json.write(Stored.of(balancer)))
                    .put(Keys.BALANCERS_BEHIND + balancer.name(), "it is new"));
        });
    }

    private static void requireSame(Balancer asked, Balancer kept) {
        if (!asked.equals(kept)) {
            throw AutodockException.of(
                    ProblemCode.CONFLICT,
                    "balancer \"" + asked.name() + "\" is in the nginx cluster already, with address " + kept.address()
                            + " and another way in; remove it first");
        }
    }

    @Override
    public void remove(String name) {
        change(name, (cluster, members, record) -> {
            if (!members.remove(name)) {
                throw AutodockException.of(
                        ProblemCode.NOT_FOUND, "balancer \"" + name + "\" is not in the nginx cluster");
            }
            return Optional.of(cluster.delete(Keys.BALANCERS + name).delete(Keys.BALANCERS_BEHIND + name));
        });
        store.list(Keys.SERVED + name + "/").forEach(served -> store.commit(new Transaction().delete(served.key())));
    }

    @Override
    public String mark() {
        if (mark.isEmpty()) {
            mark = keptMark();
        }
        return mark;
    }

    private String keptMark() {
        Optional<Entry> known = store.get(Keys.BALANCER_MARK);
        if (known.isPresent()) {
            return known.get().value();
        }
        String fresh = UUID.randomUUID().toString().substring(0, MARK_DIGITS);
        store.commit(new Transaction().whenAbsent(Keys.BALANCER_MARK).put(Keys.BALANCER_MARK, fresh));
        return store.get(Keys.BALANCER_MARK).map(Entry::value).orElse(fresh);
    }

    /** Reads members and record, asks what to change, and commits on what was read; again when that moved meanwhile. */
    private void change(String name, Change change) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<Entry> cluster = store.get(Keys.NGINX_CLUSTER);
            Optional<Entry> record = store.get(Keys.BALANCERS + name);
            Set<String> members = members(cluster);
            Transaction onWhatWasRead = new Transaction()
                    .when(Keys.NGINX_CLUSTER, cluster.map(Entry::revision).orElse(0L))
                    .when(Keys.BALANCERS + name, record.map(Entry::revision).orElse(0L));
            Optional<Transaction> wanted = change.on(onWhatWasRead, members, record);
            if (wanted.isEmpty() || store.commit(wanted.get().put(Keys.NGINX_CLUSTER, String.join(",", members)))) {
                return;
            }
        }
        throw AutodockException.of(ProblemCode.UNAVAILABLE, "the nginx cluster would not stand still");
    }

    private interface Change {
        Optional<Transaction> on(Transaction onWhatWasRead, Set<String> members, Optional<Entry> record);
    }

    private static Set<String> members(Optional<Entry> cluster) {
        Set<String> names = new TreeSet<>();
        cluster.ifPresent(entry -> Arrays.stream(entry.value().split(",", -1))
                .map(String::strip)
                .filter(name -> HostServer.NAME.matcher(name).matches())
                .forEach(names::add));
        return names;
    }

    private static Balancer read(Entry entry) {
        return Json.read(entry.value(), Stored.class).balancer(entry.key().substring(Keys.BALANCERS.length()));
    }

    record Stored(String address, int sshPort, String sshUser, String hostKey) {
        static Stored of(Balancer balancer) {
            return new Stored(balancer.address(), balancer.sshPort(), balancer.sshUser(), balancer.hostKey());
        }

        Balancer balancer(String name) {
            return new Balancer(name, address, sshPort, sshUser, hostKey);
        }
    }
}
