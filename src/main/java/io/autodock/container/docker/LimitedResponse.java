package io.autodock.container.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

/** An answer that is cut off at its time limit, should it still be open then. */
record LimitedResponse(Response response, Future<?> cutOff) implements Response {

    @Override
    public int getStatusCode() {
        return response.getStatusCode();
    }

    @Override
    public Map<String, List<String>> getHeaders() {
        return response.getHeaders();
    }

    @Override
    public InputStream getBody() {
        return response.getBody();
    }

    @Override
    public void close() {
        cutOff.cancel(false);
        response.close();
    }
}
