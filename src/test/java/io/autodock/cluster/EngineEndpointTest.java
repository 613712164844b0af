package io.autodock.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodock.problem.AutodockException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineEndpointTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://10.0.0.11:2376",
                "tcp://[fd00::1]:2376",
                "unix:///var/run/docker.sock",
                "ssh://root@10.0.0.11",
                "ssh://root@[fd00::1]:2222",
                "ssh://docker@dldocker01.example.com/run/docker.sock"
            })
    void whatIsAllowedIsReadBackAsItWasWritten(String written) {
        assertEquals(written, EngineEndpoint.parse(written).written());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://10.0.0.11",
                "ssh://root@10.0.0.11:0",
                "ssh://root@10.0.0.11/run/$(id).sock",
                "ssh://-oProxyCommand=id@h",
                "ssh://root@-h",
                "ssh://root@h;id",
                "http://10.0.0.11:2375",
                "tcp://10.0.0.11:99999"
            })
    void allElseIsRefused(String written) {
        assertThrows(AutodockException.class, () -> EngineEndpoint.parse(written));
    }
}
