package io.autodock.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.cluster.HostServer;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.Keys;
import io.autodock.lab.Await;
import io.autodock.lab.Lab;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Host servers come, are emptied, and go, on the lab's engines.
 *
 * <table>
 * <caption>Cases</caption>
 * <tr><td>023</td><td>a drain without room is told, waits for room, and stops nothing</td></tr>
 * <tr><td>056</td><td>a host with apps is not removed; what a hand did to docker_cluster is tolerated</td></tr>
 * </table>
 */
class HostsIT {

    private static RunningService service;
    private static Tenant tenant;
    private static String sleeper;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start(Map.of(
                "autodock.ssh.key-file",
                Lab.get().sshKey().toString(),
                "autodock.ssh.known-hosts-file",
                Lab.get().fact("AUTODOCK_LAB_SSH_KNOWN_HOSTS")));
        tenant = new Tenant(service, "hsteam");
        sleeper = TestImages.running("hs-sleeper", "exec sleep 3600");
    }

    @AfterEach
    void activateAll() {
        Lab.get().hosts().forEach(host -> service.cli("host", "activate", host.name()));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void anEngineBehindSshNeedsNoPortOfItsOwn() {
        HostServer host = Lab.get().host(3);
        ok(service.cli("host", "remove", host.name()));
        Outcome stranger = service.cli("host", "add", host.name(), "--docker", "ssh://nobody@" + host.address());
        assertEquals(1, stranger.status());
        assertTrue(stranger.error().contains("cannot be reached over SSH"), stranger.error());
        ok(service.cli(
                "host", "add", host.name(), "--docker", "ssh://root@" + host.address(), "--minion", host.minion()));
        created("ssh", "-s hsssh -n 1 -z " + host.name());
        assertEquals(List.of("3 hsssh001 running"), tenant.containers("ssh"));
        ok(tenant.delete("ssh", ""));
        assertEquals(List.of(), tenant.left("ssh", "hsssh"));
        ok(service.cli("host", "remove", host.name()));
        ok(service.cli("host", "add", host.name(), "--address", host.address(), "--minion", host.minion()));
    }

    @Test
    void aHostThatDoesNotShowWhatItMustIsNotWritten() {
        HostServer host = Lab.get().host(1);
        Outcome outcome = service.cli(
                "host",
                "add",
                "hsother",
                "--docker",
                "tcp://" + host.address() + ":2377",
                "--minion",
                "no-such-minion");
        assertEquals(1, outcome.status());
        assertTrue(outcome.error().contains("an engine that answers"), outcome.error());
        assertTrue(outcome.error().contains("minion \"no-such-minion\""), outcome.error());
        assertEquals(4, service.cli("host", "remove", "hsother").status());
    }

    @Test
    void aDrainMovesAppByAppAndWhatFindsNoRoomGoesOnServing() {
        created("drain", "-s hsdrn -n 2");
        String home = Lab.get().host(Integer.parseInt(places("drain").get(0))).name();
        Outcome refused = service.cli("host", "remove", home);
        assertEquals(1, refused.status());
        assertTrue(refused.error().contains("1 app (hsdrn00"), refused.error());
        ok(service.cli("host", "drain", Lab.get().host(1).name()));
        assertEquals(List.of("2", "3"), places("drain"));
        ok(service.cli("host", "drain", Lab.get().host(2).name()));
        assertEquals(List.of("3"), places("drain"));
        List<String> before = tenant.containers("drain");

        Outcome nowhere = service.cli("host", "drain", Lab.get().host(3).name());
        assertEquals(1, nowhere.status());
        assertTrue(nowhere.error().contains("2 apps have nowhere to go"), nowhere.error());
        assertTrue(nowhere.error().contains("it takes no new apps"), nowhere.error());
        assertEquals(before, tenant.containers("drain"));

        ok(service.cli("host", "activate", Lab.get().host(2).name()));
        Await.until("all moved to the host that takes apps again", Duration.ofSeconds(40), () -> places("drain")
                .equals(List.of("2")));
        assertEquals(2, tenant.containers("drain").size());
        ok(service.cli("host", "activate", Lab.get().host(1).name()));
        ok(service.cli("host", "activate", Lab.get().host(3).name()));
        assertTrue(service.cli("plan", "rebalance").out().contains("nothing would move"));
        ok(service.cli("rebalance", "--max-moves", "1"));
        ok(tenant.delete("drain", ""));
        assertEquals(List.of(), tenant.left("drain", "hsdrn"));
    }

    @Test
    void aHandInTheListOfHostsIsTolerated() {
        HostServer gone = Lab.get().host(2);
        created("hand", "-s hshnd -n 1 -z " + gone.name());
        ok(service.cli("host", "label", gone.name(), "rack=r2"));
        try (EtcdStore etcd = service.openEtcd()) {
            etcd.put(
                    Keys.DOCKER_CLUSTER,
                    Lab.get().host(1).name() + ",, " + Lab.get().host(3).name() + ", "
                            + Lab.get().host(1).name());
            assertEquals(2, Tenant.list(tenant.json("hosts").get("hosts")).size());
            assertEquals(1, tenant.apps("hand").size());
            Await.until("the hand is noticed", Duration.ofSeconds(10), () -> Files.readString(service.log())
                    .contains(gone.name() + " was taken out of docker_cluster by hand"));
            ok(tenant.delete("hand", ""));
            assertEquals(List.of(), tenant.containers("hand"));
        } finally {
            service.cli("host", "remove", gone.name());
            service.cli("host", "add", gone.name(), "--address", gone.address(), "--minion", gone.minion());
        }
        assertEquals(3, Tenant.list(tenant.json("hosts").get("hosts")).size());
    }

    /** The numbers of the hosts that have an app of it. */
    private static List<String> places(String formation) {
        return tenant.containers(formation).stream()
                .filter(line -> line.endsWith("running"))
                .map(line -> line.substring(0, 1))
                .distinct()
                .toList();
    }

    private static void created(String formation, String options) {
        ok(tenant.create(formation, options + " --bootstrap none -r 16M -i " + sleeper));
    }

    private static void ok(Outcome outcome) {
        assertEquals(0, outcome.status(), outcome.error());
    }
}
