package io.autodock.balance.etcd;

import io.autodock.balance.BalancerDirectory;
import io.autodock.balance.Served;
import io.autodock.balance.ServedLog;
import io.autodock.etcd.Entry;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.Keys;
import io.autodock.etcd.Transaction;
import io.autodock.formation.FormationId;
import io.autodock.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What each balancer has been told, in etcd: any instance may tell it next. */
public final class EtcdServedLog implements ServedLog {

    private final EtcdStore store;
    private final BalancerDirectory directory;

    /** A log in that etcd of the balancers in that directory. */
    public EtcdServedLog(EtcdStore store, BalancerDirectory directory) {
        this.store = store;
        this.directory = directory;
    }

    @Override
    public List<Served> of(FormationId id) {
        return directory.list().stream()
                .flatMap(balancer -> store.get(Keys.served(balancer.name(), id)).stream())
                .map(entry -> Json.read(entry.value(), Served.class))
                .toList();
    }

    @Override
    public void keep(FormationId id, Served served) {
        store.put(Keys.served(served.balancer(), id), Json.write(served));
    }

    @Override
    public void forget(FormationId id, String balancer) {
        store.commit(new Transaction().delete(Keys.served(balancer, id)));
    }

    @Override
    public Map<FormationId, Served> all(String balancer) {
        String prefix = Keys.SERVED + balancer + "/";
        Map<FormationId, Served> all = new TreeMap<>();
        for (Entry entry : store.list(prefix)) {
            String[] names = entry.key().substring(prefix.length()).split("/", -1);
            all.put(FormationId.of(names[0], names[1]), Json.read(entry.value(), Served.class));
        }
        return all;
    }

    @Override
    public Map<String, String> behind() {
        Map<String, String> behind = new TreeMap<>();
        for (Entry entry : store.list(Keys.BALANCERS_BEHIND)) {
            behind.put(entry.key().substring(Keys.BALANCERS_BEHIND.length()), entry.value());
        }
        return behind;
    }

    @Override
    public void missed(String balancer, String reason) {
        store.put(Keys.BALANCERS_BEHIND + balancer, reason);
    }

    @Override
    public void caughtUp(String balancer) {
        store.commit(new Transaction().delete(Keys.BALANCERS_BEHIND + balancer));
    }
}
