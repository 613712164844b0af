package io.autodock;

import io.autodock.admission.Admission;
import io.autodock.cluster.ClusterWatch;
import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostLosses.HostLoss;
import io.autodock.configuration.Waits;
import io.autodock.container.AppRun;
import io.autodock.container.ContainerCommands;
import io.autodock.container.Engines;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.InstanceLease;
import io.autodock.registry.Registry;
import io.autodock.repair.ClusterLook;
import io.autodock.repair.Mends;
import io.autodock.repair.Revivals;
import io.autodock.repair.Verification;
import io.autodock.request.RequestLog;
import io.autodock.request.etcd.EtcdFormationLocks;
import io.autodock.step.VerifyStep;
import io.autodock.verify.Finding;
import io.autodock.verify.etcd.EtcdVerifyTurn;
import io.autodock.web.IncomingOrders;
import io.autodock.web.VerifyApi;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What the routes call to verify and mend. */
final class RepairBeans {

    private final ClusterLook look;
    private final VerifyStep step;
    private final Mends mends;
    private final Revivals revivals;

    /** What there is for everybody. */
    record Surroundings(
            EtcdStore store,
            InstanceLease lease,
            RequestLog log,
            Registry registry,
            HostDirectory directory,
            Supplier<Map<String, HostLoss>> losses,
            ClusterWatch cluster,
            Engines engines,
            ContainerCommands commands,
            AppRun appRun,
            Executor threads,
            Waits waits,
            int mostPerHost) {}

    RepairBeans(Surroundings with) {
        look = new ClusterLook(
                with.registry(),
                with.directory(),
                with.losses(),
                with.engines(),
                with.commands(),
                with.log(),
                with.threads());
        step = new VerifyStep(
                new EtcdVerifyTurn(with.store(), with.lease()),
                new Verification.Surroundings(
                        look, with.registry(), with.directory(), new EtcdFormationLocks(with.store())));
        mends = new Mends(with.cluster(), with.directory());
        revivals = new Revivals(
                with.engines(), with.commands(), with.appRun(), with.waits().stopping(), with.mostPerHost());
    }

    /** By name. */
    Map<String, Object> beans(Admission admission, IncomingOrders orders) {
        return Map.of(
                "verifyStep",
                step,
                "mends",
                mends,
                "revivals",
                revivals,
                "verifyApi",
                new VerifyApi(
                        (caller, order) -> {
                            admission.check(caller, order);
                            return look.look(order.formation()).stream()
                                    .map(Finding::plannedLine)
                                    .toList();
                        },
                        orders));
    }
}
