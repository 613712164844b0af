package io.autodock.container.docker;

import com.github.dockerjava.api.DockerClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.docker.DockerClientProfile;
import org.apache.camel.component.docker.DockerComponent;
import org.apache.camel.spi.annotations.Component;

/**
 * Camel's docker component, with clients that were given to it only: the ones it would make itself wait for ever on a
 * hung engine, and its own map of them does not bear many threads. Bind it to the registry as {@code docker}. The annotation
 * is what finds the endpoint's options; it is not inherited.
 */
@Component("docker")
public final class PooledDockerComponent extends DockerComponent {

    private final Map<DockerClientProfile, DockerClient> clients = new ConcurrentHashMap<>();

    @Override
    public DockerClient getClient(DockerClientProfile profile) {
        DockerClient client = clients.get(profile);
        if (client == null) {
            throw new IllegalArgumentException("no client for the engine at " + profile.getHost() + ":"
                    + profile.getPort() + "; take the endpoint's query from DockerEndpoints");
        }
        return client;
    }

    @Override
    public void setClient(DockerClientProfile profile, DockerClient client) {
        clients.put(profile, client);
    }
}
