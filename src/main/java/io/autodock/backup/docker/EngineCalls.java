package io.autodock.backup.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.autodock.cluster.HostServer;
import io.autodock.container.docker.EngineLines;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Calls that docker-java has no command for, or would hold in memory; failures are told as Autodock's own. */
final class EngineCalls {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIRST_ERROR = 400;
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_MESSAGE = 1 << 16;

    private final EngineLines lines;

    EngineCalls(EngineLines lines) {
        this.lines = lines;
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** A call with a small answer. */
    String text(HostServer host, Request request) {
        try (InputStream answer = stream(host, request)) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw brokenOff(host, broken);
        }
    }

    /** A call whose answer says nothing more. */
    void send(HostServer host, Request request) {
        text(host, request);
    }

    /** A call with a small answer in JSON. */
    JsonNode json(HostServer host, Request request) {
        try {
            return JSON.readTree(text(host, request));
        } catch (IOException notJson) {
            throw brokenOff(host, notJson);
        }
    }

    /** A call with an answer of any size; closing the stream ends the call. */
    InputStream stream(HostServer host, Request request) {
        Response response = lines.transfer(host, request);
        if (response.getStatusCode() >= FIRST_ERROR) {
            throw refused(host, response);
        }
        return new Answer(host, response);
    }

    /** A command of docker-java's. */
    <T> T said(HostServer host, Supplier<T> command) {
        try {
            return command.get();
        } catch (DockerException answer) {
            String text = String.valueOf(answer.getMessage());
            String message = text.indexOf('{') < 0 ? text : message(text.substring(text.indexOf('{')));
            throw AutodockException.caused(ProblemCode.FAILED, "host server " + host.name() + ": " + message, answer);
        }
    }

    static AutodockException brokenOff(HostServer host, IOException cause) {
        return AutodockException.caused(
                ProblemCode.FAILED,
                "host server " + host.name() + ": the Docker Engine's answer broke off: " + cause.getMessage(),
                cause);
    }

    private static AutodockException refused(HostServer host, Response response) {
        try (response) {
            String body = new String(response.getBody().readNBytes(LONGEST_MESSAGE), StandardCharsets.UTF_8);
            return AutodockException.of(ProblemCode.FAILED, "host server " + host.name() + ": " + message(body));
        } catch (IOException broken) {
            return brokenOff(host, broken);
        }
    }

    static String message(String body) {
        try {
            String message = JSON.readTree(body).path("message").asText("");
            return message.isEmpty() ? body.strip() : message.strip();
        } catch (IOException notJson) {
            return body.strip();
        }
    }

    /** An answer whose end is the end of the call. */
    private static final class Answer extends FilterInputStream {

        private final HostServer host;
        private final Response response;

        Answer(HostServer host, Response response) {
            super(new BufferedInputStream(response.getBody(), BUFFER));
            this.host = host;
            this.response = response;
        }

        @Override
        public int read() {
            try {
                return super.read();
            } catch (IOException broken) {
                throw brokenOff(host, broken);
            }
        }

        @Override
        public int read(byte[] bytes, int from, int count) {
            try {
                return super.read(bytes, from, count);
            } catch (IOException broken) {
                throw brokenOff(host, broken);
            }
        }

        @Override
        public void close() {
            response.close();
        }
    }
}
