package io.autodock.access.file;

import io.autodock.access.Role;
import io.autodock.access.StandingTokens;
import io.autodock.access.TokenText;
import io.autodock.formation.Order;
import io.autodock.problem.AutodockException;
import java.nio.file.Path;

/**
 * The credential with which the Salt engine delivers events, in the file that the engine reads. An operator may put it
 * there; where the file is missing it is made.
 */
public final class EngineTokenFile {

    private static final String NAME = "salt-engine";

    private final Path path;
    private final SecretFile file;

    /** @param path {@code autodock.salt.engine-token-file} */
    public EngineTokenFile(Path path) {
        this.path = path;
        this.file = new SecretFile(path);
    }

    /**
     * Sees to it that the file is there and that its token may deliver. The file comes first: a stop in between leaves a
     * file that the next start makes valid.
     *
     * @throws AutodockException INVALID when something else stands in the file
     */
    public void register(StandingTokens tokens) {
        TokenText token = file.read().map(this::parse).orElseGet(this::make);
        tokens.adopt(token, NAME, Role.DELIVERY);
    }

    private TokenText make() {
        TokenText fresh = TokenText.fresh();
        file.write(fresh.token().secret() + "\n");
        return fresh;
    }

    private TokenText parse(String text) {
        return TokenText.parse(new Order.Token(text))
                .orElseThrow(() -> AutodockException.invalid(
                        "autodock.salt.engine-token-file",
                        path.toString(),
                        "a file that holds " + TokenText.ALLOWED + ", or a missing one, which is then made"));
    }
}
