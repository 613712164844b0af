package io.autodock.container;

import static io.autodock.container.AppFixture.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.placement.HeldPort;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of engines, old and new. */
class EngineMessageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            driver failed programming external connectivity on endpoint web001 (ab12): Bind for 0.0.0.0:8082 failed: port is already allocated | TCP | 8082
            driver failed programming external connectivity on endpoint web001 (ab12): Bind for :::8082 failed: port is already allocated | TCP | 8082
            driver failed programming external connectivity on endpoint web001 (ab12): Error starting userland proxy: listen tcp4 0.0.0.0:8080: bind: address already in use | TCP | 8080
            Error starting userland proxy: listen udp4 10.0.0.11:53: bind: address already in use | UDP | 53
            failed to set up container networking: driver failed programming external connectivity on endpoint web001 (ab12): failed to bind host port for 0.0.0.0:8080:172.17.0.2:80/tcp: address already in use | TCP | 8080
            failed to bind host port 0.0.0.0:5353/udp: address already in use | UDP | 5353
            failed to bind host port [::]:8080/tcp: address already in use | TCP | 8080
            """)
    void aTakenPortIsRead(String message, Protocol protocol, int port) {
        assertEquals(
                Optional.of(new HeldPort(protocol, port)), EngineMessage.takenPort(message, List.of(tcp(port, 80))));
    }

    @Test
    void thePortsOwnProtocolCountsWhereTheMessageTellsNone() {
        assertEquals(
                Optional.of(new HeldPort(Protocol.UDP, 53)),
                EngineMessage.takenPort(
                        "Bind for 0.0.0.0:53 failed: port is already allocated",
                        List.of(new PublishedPort("", 53, 53, Protocol.UDP))));
    }

    @Test
    void anythingElseIsNoPort() {
        assertEquals(Optional.empty(), EngineMessage.takenPort("no space left on device", List.of()));
    }

    @Test
    void aMissingDirectoryIsRead() {
        assertEquals(
                Optional.of("/srv/team1/new"),
                EngineMessage.missingDirectory(
                        "invalid mount config for type \"bind\": bind source path does not exist: /srv/team1/new"));
    }

    @Test
    void aMissingCommandIsRead() {
        assertTrue(EngineMessage.commandMissing(
                "OCI runtime create failed: exec: \"/x\": stat /x: no such file or directory: unknown"));
        assertFalse(EngineMessage.commandMissing("no space left on device"));
    }
}
