package io.autodock;

import io.autodock.cluster.HostDirectory;
import io.autodock.console.AppConsole;
import io.autodock.container.AppRun;
import io.autodock.container.Engines;
import io.autodock.health.Examiner;
import io.autodock.health.HealthBoard;
import io.autodock.health.TreatmentLog;
import io.autodock.health.network.PortLooks;
import io.autodock.registry.Registry;
import io.autodock.request.RequestDesk;
import io.autodock.step.HealStep;
import io.autodock.step.HealthRounds;
import io.autodock.step.HealthStep;
import java.time.Clock;
import java.util.Map;

/** Makes what looks at apps' health and treats them. */
record HealthBeans(Registry registry, HostDirectory directory, Engines engines, Clock clock, HealthBoard board) {

    /** Puts what the routes call. */
    void put(Map<String, Object> beans, AppConsole console, AppRun containers, TreatmentLog log, RequestDesk desk) {
        Examiner examiner = new Examiner(new PortLooks(), console, engines, containers);
        beans.put("healthStep", new HealthStep(examiner, board, clock));
        beans.put("healStep", new HealStep(registry, directory, engines, console, log, board, clock));
        beans.put("healthRounds", new HealthRounds(registry, directory, engines, board, log, desk, clock));
    }
}
