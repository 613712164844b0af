package io.autodock.web;

import io.autodock.access.Caller;
import io.autodock.access.Role;
import io.autodock.balance.Balancer;
import io.autodock.balance.BalancerDirectory;
import io.autodock.balance.ServedLog;
import io.autodock.cluster.HostServer;
import io.autodock.formation.PortMapping;
import io.autodock.formation.WholeNumber;
import io.autodock.problem.AutodockException;
import io.autodock.web.view.BalancerView;
import java.util.List;
import java.util.Map;

/** {@code /v1/balancers}. */
public final class BalancersApi {

    private final BalancerDirectory directory;
    private final ServedLog log;

    /** The calls about balancers. */
    public BalancersApi(BalancerDirectory directory, ServedLog log) {
        this.directory = directory;
        this.log = log;
    }

    /** {@code GET /v1/balancers}: names, addresses and states for everybody, the way in for operators. */
    public HttpAnswer list(Caller caller, HttpCall call) {
        Map<String, String> behind = log.behind();
        List<BalancerView> views = directory.list().stream()
                .map(balancer -> BalancerView.of(balancer, behind.getOrDefault(balancer.name(), "")))
                .map(view -> caller.role() == Role.OPERATOR ? view : view.forUsers())
                .toList();
        return HttpAnswer.json(200, new Listing(views));
    }

    /** {@code POST /v1/balancers}: takes a balancer into the nginx cluster; it is brought up to date then. */
    public HttpAnswer add(Caller operator, HttpCall call) {
        Balancer balancer =
                read(StrictObject.read(call.jsonBody(), "name", "address", "ssh-port", "ssh-user", "host-key"));
        directory.add(balancer);
        return HttpAnswer.json(201, BalancerView.of(balancer, "it is new")).with("Location", "/v1/balancers");
    }

    private static Balancer read(StrictObject body) {
        String name = body.requiredText("name", "a host name");
        String address = body.text("address").orElse(name);
        int port = body.text("ssh-port").map(BalancersApi::port).orElse(Balancer.USUAL_PORT);
        String user = body.text("ssh-user").orElse(Balancer.USUAL_USER);
        String key = body.requiredText("host-key", "ssh-ed25519 and the key, as in its ssh_host_ed25519_key.pub");
        body.requireSound();
        return new Balancer(name, address, port, user, withoutComment(key));
    }

    private static int port(String text) {
        return WholeNumber.between(1, PortMapping.HIGHEST_PORT, text)
                .orElseThrow(() -> AutodockException.invalid("ssh-port", text, "1 to " + PortMapping.HIGHEST_PORT));
    }

    /** The line of a .pub file ends in a comment. */
    private static String withoutComment(String key) {
        String[] words = key.strip().split("\\s+", -1);
        return words.length > 2 ? words[0] + " " + words[1] : String.join(" ", words);
    }

    /** {@code DELETE /v1/balancers/NAME}. */
    public HttpAnswer remove(Caller operator, HttpCall call) {
        directory.remove(HostServer.checkedName(call.segment(3)));
        return HttpAnswer.empty();
    }

    /** The answer to a list. */
    record Listing(List<BalancerView> balancers) {}
}
