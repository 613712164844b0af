package io.autodock.web.vertx;

import io.autodock.web.HttpAnswer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** The last step of every HTTP route: an {@link HttpAnswer} becomes the response, and nothing else does. */
public final class WriteAnswer implements Processor {

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Message message = exchange.getMessage();
        HttpAnswer answer = message.getMandatoryBody(HttpAnswer.class);
        message.removeHeaders("*");
        answer.headers().forEach(message::setHeader);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        // A body of bytes gets its length told; an empty one is no body.
        message.setBody(
                answer.body().isEmpty() ? null : ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.UTF_8)));
    }
}
