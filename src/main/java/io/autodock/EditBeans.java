package io.autodock;

import io.autodock.admission.DurableRequestControl;
import io.autodock.bootstrap.MinionKeysOnMaster;
import io.autodock.cluster.HostDirectory;
import io.autodock.container.Engines;
import io.autodock.edit.EditLog;
import io.autodock.edit.etcd.EtcdEditLog;
import io.autodock.etcd.EtcdStore;
import io.autodock.formation.json.DetailJson;
import io.autodock.registry.Registry;
import io.autodock.request.LiveRequests;
import io.autodock.request.RequestDesk;
import io.autodock.request.RequestLog;
import io.autodock.step.CarryStep;
import io.autodock.step.EditStep;
import io.autodock.step.LeaveStep;
import io.autodock.step.LimitStep;
import io.autodock.step.ReplaceStep;
import io.autodock.step.VolumeStep;
import io.autodock.web.RequestControlApi;
import io.autodock.web.RequestsApi;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Makes what the routes of edits, rollbacks, cancels and retries call. */
final class EditBeans {

    private EditBeans() {}

    /** Puts the steps of an edit among the beans, and gives the one that plans ask, too. */
    static EditStep steps(
            Map<String, Object> beans,
            EtcdStore store,
            Registry registry,
            HostDirectory directory,
            Engines engines,
            Optional<MinionKeysOnMaster> master,
            LiveRequests live,
            CarryStep carryStep) {
        EditLog log = new EtcdEditLog(store);
        EditStep edits = new EditStep(registry, log, engines);
        beans.put("editStep", edits);
        beans.put("limitStep", new LimitStep(engines, directory));
        beans.put("replaceStep", new ReplaceStep(registry, directory, engines, live));
        beans.put("leaveStep", new LeaveStep(registry, directory, master, carryStep::mayWait));
        beans.put("volumeStep", new VolumeStep(engines, directory));
        return edits;
    }

    /** Puts the calls that cancel and retry among the beans. */
    static void control(Map<String, Object> beans, RequestDesk desk, RequestLog log, CarryStep carryStep, Clock clock) {
        DurableRequestControl control = new DurableRequestControl(
                desk,
                log,
                request -> DetailJson.order(request.operation(), request.formation(), request.spec()),
                carryStep::announce,
                clock);
        RequestsApi requests = (RequestsApi) java.util.Objects.requireNonNull(beans.get("requestsApi"));
        beans.put("requestControlApi", new RequestControlApi(control, requests));
    }
}
