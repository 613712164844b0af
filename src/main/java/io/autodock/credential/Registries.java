package io.autodock.credential;

import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.Optional;
import java.util.regex.Pattern;

/** The registries of images, as engines are sent to them: with what they are shown, and not while they are to be spared. */
public record Registries(Credentials credentials, RegistryPauses pauses) {

    /** A registry that can't be reached, refuses the credentials, or asks for calm; all of it may pass. */
    private static final Pattern REFUSED = Pattern.compile(
            "(?i)toomanyrequests|too many requests|\\b429\\b|unauthorized|authentication required|no basic auth"
                    + "|denied|\\b50[0234]\\b|service unavailable|bad gateway|internal server error"
                    + "|connection refused|no such host|no route to host|unreachable|i/o timeout"
                    + "|context deadline exceeded|request canceled|TLS handshake|\\bEOF\\b");

    private static final Pattern UNAUTHORISED =
            Pattern.compile("(?i)unauthorized|authentication required|no basic auth|denied");

    /** A registry as it may be asked now. */
    public record Asked(String registry, Optional<Credential> shown) {}

    /**
     * Lets an engine ask the registry of that repository.
     *
     * @throws AutodockException UNAVAILABLE while it is to be spared, or when what it is to be shown can't be had
     */
    public Asked ask(String repository) {
        String registry = RegistryName.of(repository);
        Optional<Credential> shown = credentials.of(registry);
        pauses.standing(registry, shown).ifPresent(why -> {
            throw AutodockException.of(ProblemCode.UNAVAILABLE, why);
        });
        return new Asked(registry, shown);
    }

    /** Takes in that the registry gave what it was asked for. */
    public void answered(Asked asked) {
        pauses.answered(asked.registry());
    }

    /** Takes in what an engine says went wrong, where that is the registry's doing. */
    public void failed(Asked asked, String message) {
        if (UNAUTHORISED.matcher(message).find()) {
            credentials.refused(asked.registry());
        }
        if (REFUSED.matcher(message).find()) {
            pauses.refused(asked.registry(), asked.shown(), message);
        }
    }
}
