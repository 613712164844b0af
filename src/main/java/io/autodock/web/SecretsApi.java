package io.autodock.web;

import io.autodock.access.Caller;
import io.autodock.formation.FormationId;
import io.autodock.formation.UserName;
import io.autodock.formation.option.SecretName;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.FormationShelf;
import io.autodock.secret.Secret;
import io.autodock.secret.SecretShelf;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code /v1/secrets}: they are set, listed by name, and removed; no call gives a value back. */
public final class SecretsApi {

    private final SecretShelf secrets;
    private final FormationShelf formations;

    /** The calls about secrets. */
    public SecretsApi(SecretShelf secrets, FormationShelf formations) {
        this.secrets = secrets;
        this.formations = formations;
    }

    /** {@code POST /v1/secrets}: sets one. */
    public HttpAnswer set(Caller caller, HttpCall call) {
        StrictObject body = StrictObject.read(call.jsonBody(), "user", "name", "value");
        Optional<String> user = body.text("user");
        String name = body.requiredText("name", SecretName.ALLOWED);
        String value = body.requiredText("value", "the value, 1 to " + Secret.MOST_BYTES + " bytes");
        body.requireSound();
        UserName owner = owner(caller, user);
        secrets.set(owner, new SecretName(name), Secret.of(value));
        return HttpAnswer.empty();
    }

    /** {@code GET /v1/secrets?user=USER}. */
    public HttpAnswer list(Caller caller, HttpCall call) {
        UserName owner = owner(caller, call.parameter("user"));
        return HttpAnswer.json(
                200,
                new Listing(secrets.list(owner).stream()
                        .map(kept -> new Line(owner.value(), kept.name().value(), kept.changed()))
                        .toList()));
    }

    /** {@code DELETE /v1/secrets/USER/NAME}. */
    public HttpAnswer remove(Caller caller, HttpCall call) {
        UserName owner = owner(caller, Optional.of(call.segment(3)));
        SecretName name = new SecretName(call.segment(4));
        formations.list(caller, Optional.of(owner)).stream()
                .filter(record -> record.spec().options().secrets().contains(name))
                .map(record -> record.id())
                .findFirst()
                .ifPresent(user -> {
                    throw inUse(name, user);
                });
        secrets.remove(owner, name);
        return HttpAnswer.empty();
    }

    private static AutodockException inUse(SecretName name, FormationId formation) {
        return AutodockException.of(
                ProblemCode.CONFLICT, "secret \"" + name + "\" is in use by formation " + formation);
    }

    private static UserName owner(Caller caller, Optional<String> named) {
        UserName owner = named.map(UserName::new)
                .or(caller::user)
                .orElseThrow(() -> AutodockException.invalid("user", "", "the user whose secret it is"));
        if (!caller.mayActFor(owner)) {
            throw AutodockException.of(ProblemCode.FORBIDDEN, "secrets are their user's alone, and the operators'");
        }
        return owner;
    }

    /** The answer to a list. */
    record Listing(List<Line> secrets) {}

    /** One secret, without its value. */
    record Line(String user, String name, Instant changed) {}
}
