package io.autodock;

import io.autodock.admission.TrafficPolicy;
import io.autodock.balance.BalancerDirectory;
import io.autodock.balance.Certificates;
import io.autodock.balance.NameClaims;
import io.autodock.balance.ServedLog;
import io.autodock.balance.etcd.EtcdBalancerDirectory;
import io.autodock.balance.etcd.EtcdNameClaims;
import io.autodock.balance.etcd.EtcdServedLog;
import io.autodock.balance.file.CertificateFolder;
import io.autodock.balance.http.PlainPages;
import io.autodock.balance.nginx.NginxBalancers;
import io.autodock.balance.nginx.NginxRenderer;
import io.autodock.balance.push.Balancing;
import io.autodock.balance.push.Balancing.Sources;
import io.autodock.balance.ssh.SshShell;
import io.autodock.bootstrap.ssh.ControllerKey;
import io.autodock.cluster.HostDirectory;
import io.autodock.configuration.Configuration;
import io.autodock.configuration.Setting;
import io.autodock.configuration.Waits;
import io.autodock.etcd.EtcdStore;
import io.autodock.registry.Registry;
import io.autodock.step.BalanceStep;
import io.autodock.web.BalancersApi;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/** What serves formations at the balancers, wired. */
final class BalanceBeans implements AutoCloseable {

    /** A test of a large configuration and a reload of it, on a busy machine. */
    private static final Duration LONGEST_SCRIPT = Duration.ofSeconds(45);

    private final SshShell shell;
    private final ServedLog log;
    private final TrafficPolicy policy;
    private final Map<String, Object> beans;

    BalanceBeans(
            Configuration configuration,
            EtcdStore store,
            Registry registry,
            HostDirectory hosts,
            ControllerKey controller,
            ExecutorService threads,
            Clock clock) {
        Waits waits = configuration.waits();
        BalancerDirectory directory = new EtcdBalancerDirectory(store);
        NameClaims names = new EtcdNameClaims(store);
        Certificates certificates = new CertificateFolder(configuration.path(Setting.BALANCE_CERTIFICATES));
        shell = new SshShell(controller.pairs(), waits.balancerLogin(), LONGEST_SCRIPT);
        log = new EtcdServedLog(store, directory);
        policy = new TrafficPolicy(configuration.names(), names, certificates);
        Balancing balancing = new Balancing(
                new Sources(directory, registry, hosts, new NginxRenderer(directory::mark), certificates),
                new NginxBalancers(shell, new PlainPages(waits.balancerLogin()), directory::mark),
                log,
                threads,
                waits.balanceWindow(),
                clock);
        beans = Map.of(
                "balanceStep",
                new BalanceStep(balancing, names, registry, waits.draining(), clock),
                "balancersApi",
                new BalancersApi(directory, log));
    }

    /** Under which names a formation may be served. */
    TrafficPolicy policy() {
        return policy;
    }

    /** What the balancers have. */
    ServedLog log() {
        return log;
    }

    /** What the routes call, by name. */
    Map<String, Object> beans() {
        return beans;
    }

    @Override
    public void close() {
        shell.close();
    }
}
