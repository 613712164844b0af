package io.autodock.failover.etcd;

import io.autodock.etcd.Entry;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.Keys;
import io.autodock.failover.HostSigns;
import io.autodock.failover.Sign;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Signs as one key for each host server, written when it gives a new one. */
public final class EtcdHostSigns implements HostSigns {

    private final EtcdStore store;

    /** Signs in that etcd. */
    public EtcdHostSigns(EtcdStore store) {
        this.store = store;
    }

    @Override
    public Map<String, Set<Sign>> known() {
        Map<String, Set<Sign>> known = new TreeMap<>();
        for (Entry entry : store.list(Keys.HOST_SIGNS)) {
            Set<Sign> signs = EnumSet.noneOf(Sign.class);
            Arrays.stream(entry.value().split(",", -1)).map(Sign::valueOf).forEach(signs::add);
            known.put(entry.key().substring(Keys.HOST_SIGNS.length()), signs);
        }
        return known;
    }

    @Override
    public void keep(String hostServer, Set<Sign> signs) {
        store.put(
                Keys.HOST_SIGNS + hostServer,
                signs.stream().sorted().map(Sign::name).collect(Collectors.joining(",")));
    }
}
