package io.autodock;

import io.autodock.digest.Sha256;
import io.autodock.formation.Order;
import io.autodock.formation.json.OrderDefaults;
import io.autodock.formation.json.OrderReader;
import io.autodock.inbox.Inbox;
import io.autodock.json.Json;
import io.autodock.request.Request;
import io.autodock.web.view.RequestView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Dropped files in the JSON that every other door speaks. */
final class InboxFormats implements Inbox.Formats {

    private final OrderReader reader;

    /** @param image of orders that name none */
    InboxFormats(Optional<String> image) {
        reader = new OrderReader(new OrderDefaults(image, Optional.empty()));
    }

    @Override
    public List<Order> orders(byte[] content) {
        return reader.read(content);
    }

    @Override
    public String result(List<Request> requests, List<String> refusals) {
        return Json.write(new Result(requests.stream().map(RequestView::of).toList(), refusals)) + "\n";
    }

    @Override
    public String hash(byte[] content) {
        return Sha256.hex(new String(content, StandardCharsets.ISO_8859_1));
    }

    /** What became of a file. */
    record Result(List<RequestView> requests, List<String> refusals) {}
}
