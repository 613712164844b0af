package io.autodock.web;

import io.autodock.access.Caller;
import io.autodock.access.Role;
import io.autodock.cluster.ClusterWatch;
import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.cluster.HostView;
import io.autodock.registry.HostBook;
import io.autodock.web.view.HostServerView;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** {@code /v1/hosts}. */
public final class HostsApi {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9._/-]{0,61}[a-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    private static final int MOST_LABELS = 32;

    private final HostDirectory directory;
    private final ClusterWatch watch;
    private final Supplier<Map<String, HostBook>> books;

    /** @param books what is booked, by host server */
    public HostsApi(HostDirectory directory, ClusterWatch watch, Supplier<Map<String, HostBook>> books) {
        this.directory = directory;
        this.watch = watch;
        this.books = books;
    }

    /** {@code GET /v1/hosts}: the table for everybody, labels and engines for operators. */
    public HttpAnswer list(Caller caller, HttpCall call) {
        Map<String, HostBook> booked = books.get();
        List<HostServerView> views = watch.look().stream()
                .map(host -> view(host, booked))
                .map(view -> caller.role() == Role.OPERATOR ? view : view.forUsers())
                .toList();
        return HttpAnswer.json(200, new Listing(views));
    }

    private static HostServerView view(HostView host, Map<String, HostBook> booked) {
        String name = host.host().name();
        return HostServerView.of(host, booked.getOrDefault(name, HostBook.empty(name)));
    }

    /** {@code POST /v1/hosts}: takes a host server into the docker cluster. */
    public HttpAnswer add(Caller operator, HttpCall call) {
        HostServer host = read(StrictObject.read(call.jsonBody(), "name", "address", "engine", "minion", "labels"));
        directory.add(host);
        return HttpAnswer.json(201, HostServerView.recorded(host)).with("Location", "/v1/hosts");
    }

    private static HostServer read(StrictObject body) {
        String name = body.requiredText("name", "a host name");
        String address = body.requiredText("address", "a host name or an IP address, without brackets");
        String tcp = new EngineEndpoint.MutualTls(address, EngineEndpoint.TLS_PORT).written();
        String engine = body.text("engine").orElse(tcp);
        String minion = body.text("minion").orElse(name);
        Map<String, String> labels = body.texts("labels");
        checkLabels(labels, body);
        body.requireSound();
        return new HostServer(name, address, EngineEndpoint.parse(engine), minion, labels, true);
    }

    private static void checkLabels(Map<String, String> labels, StrictObject body) {
        if (labels.size() > MOST_LABELS) {
            body.refuse("labels", labels.size() + " of them", "at most " + MOST_LABELS);
        }
        labels.forEach((label, value) -> {
            if (!LABEL.matcher(label).matches() || !LABEL_VALUE.matcher(value).matches()) {
                body.refuse(
                        "labels",
                        label + "=" + value,
                        "NAME=VALUE of 1 to 63 letters (lower case in names), digits and inner . _ -");
            }
        });
    }

    /** {@code DELETE /v1/hosts/NAME}. */
    public HttpAnswer remove(Caller operator, HttpCall call) {
        directory.remove(HostServer.checkedName(call.segment(3)));
        return HttpAnswer.empty();
    }

    /** The answer to a list. */
    record Listing(List<HostServerView> hosts) {}
}
