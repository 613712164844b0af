package io.autodock.web;

import io.autodock.access.Caller;
import io.autodock.access.Role;
import io.autodock.admission.HostAdmission;
import io.autodock.cluster.ClusterWatch;
import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.cluster.HostView;
import io.autodock.problem.AutodockException;
import io.autodock.registry.HostBook;
import io.autodock.web.view.HostServerView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** {@code /v1/hosts}. */
public final class HostsApi {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9._/-]{0,61}[a-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    private static final int MOST_LABELS = 32;

    private final HostDirectory directory;
    private final ClusterWatch watch;
    private final Supplier<Map<String, HostBook>> books;
    private final HostAdmission admission;

    /** @param books what is booked, by host server */
    public HostsApi(
            HostDirectory directory,
            ClusterWatch watch,
            Supplier<Map<String, HostBook>> books,
            HostAdmission admission) {
        this.directory = directory;
        this.watch = watch;
        this.books = books;
        this.admission = admission;
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

    /** {@code POST /v1/hosts}: takes a host server into the docker cluster, once all that it must show has been looked at. */
    public HttpAnswer add(Caller operator, HttpCall call) {
        StrictObject body = StrictObject.read(call.jsonBody(), "name", "address", "engine", "minion", "labels");
        HostServer asked = read(body);
        HostServer host = body.text("minion").isPresent() ? asked : admission.withMinionOfItsName(asked);
        admission.check(host);
        directory.add(host);
        return HttpAnswer.json(201, HostServerView.recorded(host)).with("Location", "/v1/hosts");
    }

    private static HostServer read(StrictObject body) {
        String name = body.requiredText("name", "a host name");
        Optional<EngineEndpoint> given = body.text("engine").map(EngineEndpoint::parse);
        String address = body.text("address")
                .or(() -> given.map(HostsApi::address))
                .orElseGet(() -> body.requiredText("address", "a host name or an IP address, without brackets"));
        EngineEndpoint engine = given.orElseGet(() -> new EngineEndpoint.MutualTls(address, EngineEndpoint.TLS_PORT));
        String minion = body.text("minion").orElse(name);
        Map<String, String> labels = body.texts("labels");
        checkLabels(labels, body);
        body.requireSound();
        return new HostServer(name, address, engine, minion, labels, true);
    }

    /** Who names an engine has named its host too. */
    private static String address(EngineEndpoint engine) {
        if (engine instanceof EngineEndpoint.MutualTls tls) {
            return tls.address();
        }
        return engine instanceof EngineEndpoint.Ssh ssh ? ssh.address() : "127.0.0.1";
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

    /** {@code POST /v1/hosts/NAME/activate}: it takes new apps again; none moves back by itself. */
    public HttpAnswer activate(Caller operator, HttpCall call) {
        return changed(call, HostServer::activated);
    }

    /** {@code POST /v1/hosts/NAME/label}: sets labels; an empty value takes one away. */
    public HttpAnswer label(Caller operator, HttpCall call) {
        StrictObject body = StrictObject.read(call.jsonBody(), "labels");
        Map<String, String> labels = body.texts("labels");
        Map<String, String> set = new TreeMap<>(labels);
        set.values().removeIf(String::isEmpty);
        checkLabels(set, body);
        body.requireSound();
        return changed(call, host -> {
            HostServer labelled = host.labelled(labels);
            if (labelled.labels().size() > MOST_LABELS) {
                throw AutodockException.invalid(
                        "labels", labelled.labels().size() + " of them", "at most " + MOST_LABELS);
            }
            return labelled;
        });
    }

    private HttpAnswer changed(HttpCall call, UnaryOperator<HostServer> change) {
        HostServer host = directory.change(HostServer.checkedName(call.segment(3)), change);
        return HttpAnswer.json(200, HostServerView.recorded(host));
    }

    /** {@code DELETE /v1/hosts/NAME}. */
    public HttpAnswer remove(Caller operator, HttpCall call) {
        directory.remove(HostServer.checkedName(call.segment(3)));
        return HttpAnswer.empty();
    }

    /** The answer to a list. */
    record Listing(List<HostServerView> hosts) {}
}
