package io.autodock.cli.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceLocationTest {

    private final Path state;

    ServiceLocationTest(@TempDir Path state) {
        this.state = state;
    }

    @Test
    void theLocalOperatorsFileIsFound() throws IOException {
        writeLocalOperator();
        ServiceLocation found = ServiceLocation.found(null, null, environment());
        assertEquals("http://10.0.0.1:8440", found.server());
        assertEquals("local", found.token());
    }

    @Test
    void theLocalTokenGoesToNoOtherServer() throws IOException {
        writeLocalOperator();
        assertEquals(
                "",
                ServiceLocation.found("http://elsewhere:8440", null, environment())
                        .token());
        assertEquals(
                "local",
                ServiceLocation.found("http://10.0.0.1:8440/", null, environment())
                        .token());
    }

    @Test
    void theEnvironmentComesBeforeTheFileAndTheOptionBeforeBoth() throws IOException {
        writeLocalOperator();
        Map<String, String> environment =
                Map.of("AUTODOCK_STATE", state.toString(), "AUTODOCK_SERVER", "http://a:1", "AUTODOCK_TOKEN", "mine\n");
        assertEquals(
                "http://a:1", ServiceLocation.found(null, null, environment).server());
        ServiceLocation asked = ServiceLocation.found("https://b:2/", "/ca.pem", environment);
        assertEquals("https://b:2", asked.server());
        assertEquals("mine", asked.token());
        assertEquals(Path.of("/ca.pem"), asked.authority());
    }

    @Test
    void withoutAnythingItIsThisMachine() {
        ServiceLocation found = ServiceLocation.found(null, null, environment());
        assertEquals(ServiceLocation.LOCAL_SERVER, found.server());
        assertEquals("", found.token());
    }

    @Test
    void aHalfWrittenFileCountsAsNone() throws IOException {
        Files.writeString(state.resolve("local-operator.json"), "{\"server\": \"http:");
        assertEquals(
                ServiceLocation.LOCAL_SERVER,
                ServiceLocation.found(null, null, environment()).server());
    }

    @Test
    void theTokenIsNotPrinted() {
        assertEquals("http://a:1", new ServiceLocation("http://a:1", "secret", null).toString());
    }

    private Map<String, String> environment() {
        return Map.of("AUTODOCK_STATE", state.toString());
    }

    private void writeLocalOperator() throws IOException {
        Files.writeString(
                state.resolve("local-operator.json"), "{\"server\": \"http://10.0.0.1:8440\", \"token\": \"local\"}");
    }
}
