package io.autodock.cluster.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.HostServer;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.Keys;
import io.autodock.etcd.RealEtcd;
import io.autodock.etcd.Transaction;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EtcdHostDirectoryTest {

    @RegisterExtension
    static final RealEtcd ETCD = new RealEtcd();

    private final EtcdStore store = ETCD.store();
    private final EtcdHostDirectory directory = new EtcdHostDirectory(store);

    @BeforeEach
    void empty() {
        Transaction all = new Transaction().delete(Keys.DOCKER_CLUSTER);
        store.list(Keys.HOSTS).forEach(entry -> all.delete(entry.key()));
        store.list(Keys.HOST_BOOKS).forEach(entry -> all.delete(entry.key()));
        store.commit(all);
    }

    @Test
    void theClusterIsTheOriginalsListOfNames() {
        directory.add(host("dldocker02", "10.0.0.12"));
        directory.add(host("dldocker01", "10.0.0.11"));
        assertEquals("dldocker01,dldocker02", cluster());
        directory.remove("dldocker02");
        assertEquals("dldocker01", cluster());
        assertTrue(store.get(Keys.HOSTS + "dldocker02").isEmpty());
    }

    @Test
    void aRecordIsReadBackAsItWasKept() {
        HostServer host = new HostServer(
                "dldocker01",
                "10.0.0.11",
                new EngineEndpoint.Socket("/var/run/docker.sock"),
                "",
                Map.of("rack", "r7"),
                false);
        directory.add(host);
        assertEquals(host, directory.find("dldocker01").orElseThrow());
    }

    @Test
    void aNameThatSomebodyElseWroteIsAHostReachedByItsName() {
        store.put(Keys.DOCKER_CLUSTER, " dldocker09 ,, not a name,dldocker08");
        assertEquals(
                List.of("dldocker08", "dldocker09"),
                directory.list().stream().map(HostServer::address).toList());
        directory.add(host("dldocker09", "10.0.0.19"));
        assertEquals("10.0.0.19", directory.find("dldocker09").orElseThrow().address());
    }

    @Test
    void theSameHostAgainIsDoneAlready() {
        directory.add(host("dldocker01", "10.0.0.11"));
        long revision = store.get(Keys.DOCKER_CLUSTER).orElseThrow().revision();
        directory.add(host("dldocker01", "10.0.0.11"));
        assertEquals(revision, store.get(Keys.DOCKER_CLUSTER).orElseThrow().revision());
    }

    @Test
    void anotherHostOfTheSameNameIsRefused() {
        directory.add(host("dldocker01", "10.0.0.11"));
        AutodockException refusal =
                assertThrows(AutodockException.class, () -> directory.add(host("dldocker01", "10.0.0.99")));
        assertEquals(ProblemCode.CONFLICT, refusal.code());
        assertEquals(
                "host-server \"dldocker01\" is in the docker cluster already, with address 10.0.0.11 and engine"
                        + " tcp://10.0.0.11:2376",
                refusal.sentence());
    }

    @Test
    void aHostThatIsNotThereCannotBeTakenOut() {
        AutodockException refusal = assertThrows(AutodockException.class, () -> directory.remove("dldocker01"));
        assertEquals(ProblemCode.NOT_FOUND, refusal.code());
    }

    @Test
    void aHostWithAppsStays() {
        directory.add(host("dldocker01", "10.0.0.11"));
        store.put(Keys.HOST_BOOKS + "dldocker01", "{}");
        AutodockException refusal = assertThrows(AutodockException.class, () -> directory.remove("dldocker01"));
        assertEquals(ProblemCode.CONFLICT, refusal.code());
        assertEquals("dldocker01", cluster());
    }

    @Test
    void manyAtOnceLoseNone() {
        List<CompletableFuture<Void>> all = IntStream.rangeClosed(1, 20)
                .mapToObj(number -> CompletableFuture.runAsync(() -> new EtcdHostDirectory(store)
                        .add(host(String.format(Locale.ROOT, "h%02d", number), "10.0.1." + number))))
                .toList();
        all.forEach(CompletableFuture::join);
        assertEquals(20, directory.list().size());
        assertEquals(20, cluster().split(",", -1).length);
    }

    private String cluster() {
        return store.get(Keys.DOCKER_CLUSTER).orElseThrow().value();
    }

    private static HostServer host(String name, String address) {
        return new HostServer(name, address, new EngineEndpoint.MutualTls(address, 2376), name, Map.of(), true);
    }
}
