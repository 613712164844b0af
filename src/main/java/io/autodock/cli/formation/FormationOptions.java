package io.autodock.cli.formation;

import io.autodock.cli.http.ServiceClient;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which formation. Nothing is checked here: the service alone knows what is allowed. */
public final class FormationOptions {

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER",
            description = "Whose formation. Default: the user of the token.")
    private @Nullable String user;

    @Option(
            names = {"-f", "--formation"},
            paramLabel = "FORMATION",
            description = "The formation's name.")
    private @Nullable String formation;

    @Nullable
    String user() {
        return user;
    }

    @Nullable
    String formation() {
        return formation;
    }

    /**
     * The path of its HTTP calls; whoever may see one user's formations alone need not name that user.
     *
     * @throws AutodockException INVALID when no formation was named, or several users have one of that name
     */
    public String path(ServiceClient client) {
        String name = formation;
        if (name == null) {
            throw AutodockException.invalid("formation", "", "the name of a formation, given with -f");
        }
        String owner = user == null ? owner(client, name) : user;
        return "/v1/formations/" + ServiceClient.segment(owner) + "/" + ServiceClient.segment(name);
    }

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

    /** Adds what was given to an order. */
    void addTo(Map<String, Object> order) {
        if (user != null) {
            order.put("user", user);
        }
        if (formation != null) {
            order.put("formation", formation);
        }
    }
}
