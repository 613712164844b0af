package io.autodock.container.docker;

import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.HostServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.component.docker.DockerClientProfile;
import org.apache.camel.component.docker.DockerComponent;
import org.apache.camel.component.docker.DockerConfiguration;

/** What Camel's docker endpoints need to reach a host server's engine over Autodock's own line. */
public final class DockerEndpoints {

    private final DockerComponent component;
    private final EngineLines lines;

    /** Registers nothing yet. */
    public DockerEndpoints(DockerComponent component, EngineLines lines) {
        this.component = component;
        this.lines = lines;
    }

    /** The query of {@code docker:OPERATION?…} for a host's engine; from then on the component has the client for it. */
    public String query(HostServer host) {
        DockerConfiguration configuration = configuration(host.engine());
        component.setClient(profile(configuration), lines.client(host));
        return options(configuration).entrySet().stream()
                .map(option -> option.getKey() + "=" + URLEncoder.encode(option.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private DockerConfiguration configuration(EngineEndpoint engine) {
        DockerConfiguration configuration = component.getConfiguration().copy();
        if (engine instanceof EngineEndpoint.MutualTls tls) {
            configuration.setSocket(false);
            configuration.setHost(tls.address());
            configuration.setPort(tls.port());
            configuration.setSecure(true);
            configuration.setTlsVerify(true);
            configuration.setCertPath(lines.certificates().map(Path::toString).orElse(""));
        } else {
            configuration.setSocket(true);
            configuration.setHost(engine.written().substring("unix://".length()));
        }
        return configuration;
    }

    private static Map<String, String> options(DockerConfiguration configuration) {
        Map<String, String> options = new TreeMap<>();
        options.put("host", configuration.getHost());
        options.put("socket", Boolean.toString(configuration.isSocket()));
        if (!configuration.isSocket()) {
            options.put("port", configuration.getPort().toString());
            options.put("secure", "true");
            options.put("tlsVerify", "true");
            options.put("certPath", configuration.getCertPath());
        }
        return options;
    }

    /** The component finds a client by comparing every one of these with the endpoint's own values. */
    private static DockerClientProfile profile(DockerConfiguration configuration) {
        DockerClientProfile profile = new DockerClientProfile();
        profile.setHost(configuration.getHost());
        profile.setEmail(configuration.getEmail());
        profile.setUsername(configuration.getUsername());
        profile.setPassword(configuration.getPassword());
        profile.setRequestTimeout(configuration.getRequestTimeout());
        profile.setServerAddress(configuration.getServerAddress());
        profile.setCertPath(configuration.getCertPath());
        profile.setMaxTotalConnections(configuration.getMaxTotalConnections());
        profile.setMaxPerRouteConnections(configuration.getMaxPerRouteConnections());
        profile.setSecure(configuration.isSecure());
        profile.setTlsVerify(configuration.isTlsVerify());
        profile.setSocket(configuration.isSocket());
        profile.setCmdExecFactory(configuration.getCmdExecFactory());
        if (!configuration.isSocket()) {
            profile.setPort(configuration.getPort());
        }
        return profile;
    }
}
