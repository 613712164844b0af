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
import io.autodock.formation.option.Capability;
import io.autodock.formation.option.Command;
import io.autodock.formation.option.ContainerOptions;
import io.autodock.formation.option.ContainerUser;
import io.autodock.formation.option.Device;
import io.autodock.formation.option.EnvironmentVariable;
import io.autodock.formation.option.Label;
import io.autodock.formation.option.LogDriver;
import io.autodock.formation.option.Network;
import io.autodock.formation.option.Privileges;
import io.autodock.formation.option.Sysctl;
import io.autodock.formation.option.Ulimit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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

    @Test
    void everyOptionIsAsDockerRunsOwn() throws JsonProcessingException {
        ContainerOptions options = new ContainerOptions(
                List.of(EnvironmentVariable.parse("A=b c"), EnvironmentVariable.parse("B=")),
                Optional.of(Command.parse("sleep 9")),
                Optional.of(new ContainerUser("1000:100")),
                Optional.of(new Network("shops")),
                List.of(Ulimit.parse("nofile=1024:4096")),
                List.of(Sysctl.parse("net.core.somaxconn=1024")),
                Optional.of(LogDriver.LOCAL),
                OptionalInt.of(30),
                List.of(Label.parse("team=a")),
                new Privileges(
                        List.of(Capability.parse("net_admin")), List.of(Device.parse("/dev/fuse:/dev/f:r")), true));
        AppContainer wanted = app(nowhere(), "web001", new PinnedImage("sshd:1", "sshd@sha256:1", true))
                .having(options)
                .make();
        try (CreateContainerCmd call = new CreateContainerCmdImpl(never -> null, null, "sshd@sha256:1")) {
            JsonNode sent = withoutNulls(JSON.readTree(JSON.writeValueAsString(CreateRequest.fill(call, wanted))));
            JsonNode host = sent.path("HostConfig");
            assertEquals("[\"A=b c\",\"B=\"]", sent.path("Env").toString());
            assertEquals("\"1000:100\"", sent.path("User").toString());
            assertEquals("30", sent.path("StopTimeout").toString());
            assertEquals("\"a\"", sent.path("Labels").path("team").toString());
            assertEquals(
                    "\"30\"",
                    sent.path("Labels").path("io.autodock.stop-timeout").toString());
            assertEquals("\"shops\"", host.path("NetworkMode").toString());
            assertEquals(
                    "[{\"Name\":\"nofile\",\"Soft\":1024,\"Hard\":4096}]",
                    host.path("Ulimits").toString());
            assertEquals(
                    "{\"net.core.somaxconn\":\"1024\"}", host.path("Sysctls").toString());
            assertEquals("\"local\"", host.path("LogConfig").path("Type").toString());
            assertEquals("[\"NET_ADMIN\"]", host.path("CapAdd").toString());
            assertEquals("true", host.path("Privileged").toString());
            assertEquals(
                    JSON.readTree(
                            "[{\"CgroupPermissions\":\"r\",\"PathInContainer\":\"/dev/f\",\"PathOnHost\":\"/dev/fuse\"}]"),
                    host.path("Devices"));
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
