package io.autodock.container.docker;

import com.github.dockerjava.api.DockerClient;
import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer;
import io.autodock.container.AppRemoval;
import io.autodock.container.AppRun;
import io.autodock.container.RemoveOrder;
import io.autodock.container.RemoveOutcome;
import io.autodock.container.RunOutcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/** The two engine routes, running, with everything they need over real connections. */
final class EngineRoutes implements AutoCloseable {

    private final EngineLines lines;
    private final DockerEngines engines;
    private final AppRun appRun;
    private final Main main = new Main();
    private final ProducerTemplate template;

    EngineRoutes(Path certificates, Duration removalLimit) throws Exception {
        lines = new EngineLines(Optional.of(certificates), EngineLimits.lab());
        engines = new DockerEngines(lines);
        PooledDockerComponent component = new PooledDockerComponent();
        main.bind("docker", component);
        main.bind("dockerEndpoints", new DockerEndpoints(component, lines));
        main.bind("engineFailures", new EngineFailures());
        main.bind("inspectedContainer", new InspectedContainer());
        appRun = new AppRun(engines, Clock.systemUTC(), removalLimit);
        main.bind("appRun", appRun);
        main.bind("appRemoval", new AppRemoval(engines, Clock.systemUTC(), removalLimit));
        main.addInitialProperty("autodock.run.stop-seconds", "1");
        main.addInitialProperty("camel.management.enabled", "false");
        main.configure()
                .withRoutesIncludePattern(
                        "file:routes/steps/run-app.camel.yaml,file:routes/steps/remove-app.camel.yaml");

        main.start();
        template = main.getCamelContext().createProducerTemplate();
    }

    RunOutcome run(AppContainer app) {
        return template.requestBody("direct:run-app", app, RunOutcome.class);
    }

    /** How the app's container ended, if it has. */
    Optional<String> ended(HostServer host, String hostname) {
        return appRun.ended(host, hostname);
    }

    RemoveOutcome remove(RemoveOrder order) {
        return template.requestBody("direct:remove-app", order, RemoveOutcome.class);
    }

    DockerEngines engines() {
        return engines;
    }

    DockerClient client(HostServer host) {
        return lines.client(host);
    }

    @Override
    public void close() {
        main.stop();
        lines.close();
    }
}
