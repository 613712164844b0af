package io.autodock.container.docker;

import static io.autodock.container.AppFixture.app;
import static io.autodock.container.AppFixture.nowhere;
import static io.autodock.container.AppFixture.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.command.CreateContainerCmdImpl;
import io.autodock.container.AppContainer;
import io.autodock.container.PinnedImage;
import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Volume;
import org.junit.jupiter.api.Test;

/** The whole text that reaches the engine. */
class CreateRequestTest {

    private static final ObjectMapper JSON = DockerClientConfig.getDefaultObjectMapper();

    @Test
    void theWholeRequestIsAsTheOriginalsOptions() throws JsonProcessingException {
        AppContainer wanted = app(nowhere(), "web001", new PinnedImage("sshd:1", "sshd@sha256:1", true))
                .running("/usr/sbin/sshd", "-D")
                .publishing(tcp(9023, 22), new PublishedPort("10.0.0.11", 53, 5353, Protocol.UDP))
                .mounting(
                        new Volume.HostDirectory("/srv/team1/data", "/data", true),
                        new Volume.NewVolume("/var/lib/app"))
                .make();
        String golden = """
                {"Hostname":"web001","Cmd":["/usr/sbin/sshd","-D"],"Image":"sshd@sha256:1","Volumes":{},"ExposedPorts":{"22/tcp":{},"5353/udp":{}},\
                "HostConfig":{"CpuShares":100,"Memory":104857600,\
                "PortBindings":{"22/tcp":[{"HostIp":"","HostPort":"9023"}],"5353/udp":[{"HostIp":"10.0.0.11","HostPort":"53"}]},\
                "RestartPolicy":{"MaximumRetryCount":0,"Name":""},\
                "Mounts":[{"Type":"bind","Source":"/srv/team1/data","Target":"/data","ReadOnly":true},\
                {"Type":"volume","Source":"web001-%s","Target":"/var/lib/app",\
                "VolumeOptions":{"Labels":{LABELS}}}]},\
                "Labels":{LABELS}}""";
        String labels =
                "\"io.autodock.formation\":\"f1\",\"io.autodock.generation\":\"1\",\"io.autodock.hostname\":\"web001\","
                        + "\"io.autodock.request\":\"request-1\",\"io.autodock.spec\":\"spec1\",\"io.autodock.user\":\"team1\"";
        try (CreateContainerCmd call = new CreateContainerCmdImpl(never -> null, null, "sshd@sha256:1")) {
            assertEquals(
                    JSON.readTree(golden.formatted(CreateRequest.volumeName("web001", "/var/lib/app")
                                    .substring("web001-".length()))
                            .replace("LABELS", labels)),
                    withoutNulls(JSON.readTree(JSON.writeValueAsString(CreateRequest.fill(call, wanted)))));
        }
    }

    /** The engine takes what is null for what is absent. */
    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull());
        }
        node.forEach(CreateRequestTest::withoutNulls);
        return node;
    }
}
