package io.autodock.cli.formation;

import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.ServiceCommand;
import io.autodock.cli.http.Session;
import io.autodock.cli.json.JsonObject;
import io.autodock.cli.request.RequestText;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
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
        String name = formation.formation();
        if (name == null) {
            throw AutodockException.invalid("formation", "", "the name of a formation, given with -f");
        }
        String user = formation.user();
        ServiceAnswer answer = client.get("/v1/formations/"
                + ServiceClient.segment(user == null ? owner(client, name) : user) + "/" + ServiceClient.segment(name));
        return show(answer, () -> tell(answer.body()));
    }

    /** Whoever may see one user's formations alone need not name that user. */
    private static String owner(ServiceClient client, String name) {
        List<String> owners = client.get("/v1/formations").body().objects("formations").stream()
                .filter(found -> found.text("formation").equals(name))
                .map(found -> found.text("user"))
                .distinct()
                .toList();
        if (owners.isEmpty()) {
            throw AutodockException.of(ProblemCode.NOT_FOUND, "there is no formation \"" + name + "\"");
        }
        if (owners.size() > 1) {
            throw AutodockException.invalid(
                    "user",
                    "",
                    "one of those who have a formation \"" + name + "\": " + String.join(", ", owners)
                            + "; name one with -u");
        }
        return owners.get(0);
    }

    private void tell(JsonObject view) {
        line("formation", RequestText.formation(view));
        FIELDS.forEach(field -> line(field, view.text(field)));
        view.texts("volumes").forEach(volume -> line("volume", volume));
        if (!view.objects("apps").isEmpty()) {
            console().say("");
            console().show(RequestText.apps(view.objects("apps")));
        }
    }

    private void line(String name, String value) {
        if (!value.isEmpty()) {
            console().say(name + " ".repeat(NAME_WIDTH - name.length()) + value);
        }
    }
}
