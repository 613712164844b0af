package io.autodock.cli.formation;

import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.ServiceCommand;
import io.autodock.cli.http.Session;
import io.autodock.cli.json.JsonObject;
import io.autodock.cli.request.RequestText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows one formation. */
@Command(name = "show", description = "One formation with its apps and their state.")
public final class ShowCommand extends ServiceCommand {

    private static final List<String> FIELDS = List.of(
            "state", "number", "image", "digest", "cpu-shares", "ram", "hostname-scheme", "bootstrap", "request");
    private static final int NAME_WIDTH = 17;

    @Mixin
    private FormationOptions formation = new FormationOptions();

    public ShowCommand(Session session) {
        super(session);
    }

    @Override
    protected int run(ServiceClient client) {
        ServiceAnswer answer = client.get(formation.path(client));
        return show(answer, () -> tell(answer.body()));
    }

    private void tell(JsonObject view) {
        line("formation", RequestText.formation(view));
        FIELDS.forEach(field -> line(field, view.text(field)));
        view.texts("volumes").forEach(volume -> line("volume", volume));
        tellTraffic(view.object("traffic"));
        if (!view.objects("apps").isEmpty()) {
            console().say("");
            console().show(RequestText.apps(view.objects("apps")));
        }
    }

    private void tellTraffic(JsonObject traffic) {
        traffic.texts("url").forEach(url -> line("url", url));
        for (String field : List.of("balance-port", "balance", "balance-tls")) {
            line(field, traffic.text(field));
        }
        for (JsonObject balancer : traffic.objects("balancers")) {
            String error = balancer.text("error");
            line(
                    "balancer",
                    balancer.text("balancer") + " " + String.join(" ", balancer.texts("members"))
                            + (error.isEmpty() ? "" : ": " + error));
        }
    }

    private void line(String name, String value) {
        if (!value.isEmpty()) {
            console().say(name + " ".repeat(NAME_WIDTH - name.length()) + value);
        }
    }
}
