package io.autodock.web.vertx;

import io.autodock.web.HttpCall;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;

/** The first step of every HTTP route: the message becomes an {@link HttpCall} and has no headers left. */
public final class ReadCall implements Processor {

    private static final int MOST_PARAMETERS = 64;

    @Override
    public void process(Exchange exchange) {
        HttpMessage message = exchange.getMessage(HttpMessage.class);
        HttpServerRequest request = message.getRequest();
        String path = message.getHeader(Exchange.HTTP_PATH, String.class);
        byte @Nullable [] body = message.getBody(byte[].class);
        HttpCall call = new HttpCall(
                path,
                values(query(request), false),
                values(request.headers(), true),
                body == null ? new byte[0] : body);
        DefaultMessage only = new DefaultMessage(exchange);
        only.setBody(call);
        exchange.setMessage(only);
    }

    private static MultiMap query(HttpServerRequest request) {
        MultiMap decoded = MultiMap.caseInsensitiveMultiMap();
        String raw = request.query();
        if (raw != null) {
            new io.netty.handler.codec.http.QueryStringDecoder(raw, StandardCharsets.UTF_8, false, MOST_PARAMETERS)
                    .parameters()
                    .forEach(decoded::add);
        }
        return decoded;
    }

    private static Map<String, List<String>> values(MultiMap pairs, boolean lowerCase) {
        Map<String, List<String>> values = new TreeMap<>();
        for (Map.Entry<String, String> pair : pairs) {
            String name = lowerCase ? pair.getKey().toLowerCase(Locale.ROOT) : pair.getKey();
            values.computeIfAbsent(name, key -> new ArrayList<>()).add(pair.getValue());
        }
        return values;
    }
}
