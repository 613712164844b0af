package io.autodock.container;

import io.autodock.cluster.HostServer;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.ProcessorEndpoint;

/** Camel's docker endpoints over {@link FakeEngines}: what the routes call, with the headers that they set. */
public final class FakeDockerComponent extends DefaultComponent {

    private final FakeEngines engines;
    private final HostServer host;

    /** All endpoints are of this host. */
    public FakeDockerComponent(FakeEngines engines, HostServer host) {
        this.engines = engines;
        this.host = host;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String operation, Map<String, Object> parameters) {
        parameters.clear();
        return new ProcessorEndpoint(uri, this, exchange -> call(operation, exchange));
    }

    private void call(String operation, Exchange exchange) {
        String id = exchange.getIn().getHeader("CamelDockerContainerId", String.class);
        switch (operation) {
            case "containerstart" -> engines.start(host, id);
            case "containerstop" -> engines.stop(host, id);
            case "containerremove" -> engines.remove(host, id);
            case "inspectcontainer" -> exchange.getIn().setBody(engines.inspect(host, id));
            default -> throw new IllegalArgumentException("no such operation: " + operation);
        }
    }

    /** In place of {@code io.autodock.container.docker.InspectedContainer}: the fake speaks Autodock's words already. */
    public record Unchanged() {
        public ContainerView view(ContainerView view) {
            return view;
        }
    }

    /** In place of {@code io.autodock.container.docker.DockerEndpoints}. */
    public record Query() {
        public String query(HostServer host) {
            return "host=" + host.name();
        }
    }
}
