package io.autodock.cluster.etcd;

import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.HostDirectory;
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

/**
 * The docker cluster: {@code docker_cluster} names its host servers, as the original's users know it, and a record of ours
 * says how each is reached. A name without a record is a host whose address is its name and whose engine listens on 2376.
 */
public final class EtcdHostDirectory implements HostDirectory {

    private static final int MOST_TRIES = 100;

    private final EtcdStore store;

    /** A directory in that etcd. */
    public EtcdHostDirectory(EtcdStore store) {
        this.store = store;
    }

    @Override
    public List<HostServer> list() {
        Map<String, HostServer> hosts = new TreeMap<>();
        members(store.get(Keys.DOCKER_CLUSTER)).forEach(name -> hosts.put(name, withoutRecord(name)));
        for (Entry entry : store.list(Keys.HOSTS)) {
            HostServer host = read(entry);
            hosts.replace(host.name(), host);
        }
        return List.copyOf(hosts.values());
    }

    @Override
    public Optional<HostServer> find(String name) {
        return list().stream().filter(host -> host.name().equals(name)).findFirst();
    }

    @Override
    public void add(HostServer host) {
        change(host.name(), (cluster, members, record) -> {
            if (record.isPresent() && members.contains(host.name())) {
                requireSame(host, read(record.get()));
                return Optional.empty();
            }
            members.add(host.name());
            return Optional.of(cluster.put(Keys.HOSTS + host.name(), Json.write(Stored.of(host))));
        });
    }

    private static void requireSame(HostServer asked, HostServer kept) {
        if (!asked.equals(kept)) {
            throw AutodockException.of(
                    ProblemCode.CONFLICT,
                    "host-server \"" + asked.name() + "\" is in the docker cluster already, with address "
                            + kept.address() + " and engine " + kept.engine().written());
        }
    }

    @Override
    public void remove(String name) {
        change(name, (cluster, members, record) -> {
            if (!members.remove(name)) {
                throw AutodockException.of(
                        ProblemCode.NOT_FOUND, "host-server \"" + name + "\" is not in the docker cluster");
            }
            if (store.get(Keys.HOST_BOOKS + name).isPresent()) {
                throw AutodockException.of(
                        ProblemCode.CONFLICT,
                        "host-server \"" + name + "\" still has apps or leftovers; delete them first");
            }
            return Optional.of(cluster.whenAbsent(Keys.HOST_BOOKS + name).delete(Keys.HOSTS + name));
        });
    }

    /** Reads members and record, asks what to change, and commits on what was read; again when that moved meanwhile. */
    private void change(String name, Change change) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<Entry> cluster = store.get(Keys.DOCKER_CLUSTER);
            Optional<Entry> record = store.get(Keys.HOSTS + name);
            Set<String> members = members(cluster);
            Transaction onWhatWasRead = new Transaction()
                    .when(Keys.DOCKER_CLUSTER, cluster.map(Entry::revision).orElse(0L))
                    .when(Keys.HOSTS + name, record.map(Entry::revision).orElse(0L));
            Optional<Transaction> wanted = change.on(onWhatWasRead, members, record);
            if (wanted.isEmpty() || store.commit(wanted.get().put(Keys.DOCKER_CLUSTER, String.join(",", members)))) {
                return;
            }
        }
        throw AutodockException.of(ProblemCode.UNAVAILABLE, "the docker cluster would not stand still");
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

    private static HostServer withoutRecord(String name) {
        return new HostServer(
                name, name, new EngineEndpoint.MutualTls(name, EngineEndpoint.TLS_PORT), name, Map.of(), true);
    }

    private static HostServer read(Entry entry) {
        return Json.read(entry.value(), Stored.class).host(entry.key().substring(Keys.HOSTS.length()));
    }

    record Stored(String address, String engine, String minion, Map<String, String> labels, boolean active) {
        static Stored of(HostServer host) {
            return new Stored(host.address(), host.engine().written(), host.minion(), host.labels(), host.active());
        }

        HostServer host(String name) {
            return new HostServer(name, address, EngineEndpoint.parse(engine), minion, labels, active);
        }
    }
}
