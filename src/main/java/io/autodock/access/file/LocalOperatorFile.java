package io.autodock.access.file;

import io.autodock.access.Role;
import io.autodock.access.StandingTokens;
import io.autodock.access.Tokens.TokenRecord;
import io.autodock.formation.Order;
import io.autodock.json.Json;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code STATE/local-operator.json}: where the command line of the service's own user finds the service and an operator's
 * token without being told.
 */
public final class LocalOperatorFile {

    private final SecretFile file;
    private final String name;

    /**
     * @param stateDirectory of this service
     * @param machine the name of this machine; with the directory it tells this service's tokens from those of others on
     *     the same etcd
     */
    public LocalOperatorFile(Path stateDirectory, String machine) {
        Path state = stateDirectory.toAbsolutePath().normalize();
        this.file = new SecretFile(state.resolve("local-operator.json"));
        this.name =
                "local-operator-" + UUID.nameUUIDFromBytes((machine + "\n" + state).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a fresh token, then ends those of earlier starts: there is no moment at which the file holds a dead one.
     *
     * @param server where the service listens, {@code http://127.0.0.1:8440}
     */
    public void refresh(StandingTokens tokens, String server) {
        List<TokenRecord> earlier = tokens.list().stream()
                .filter(record -> record.name().equals(name))
                .toList();
        Order.Token fresh = tokens.create(name, Role.OPERATOR, Optional.empty()).token();
        file.write(Json.write(new Content(server, fresh.secret())) + "\n");
        earlier.forEach(record -> end(tokens, record));
    }

    private static void end(StandingTokens tokens, TokenRecord record) {
        try {
            tokens.revoke(record.id());
        } catch (AutodockException e) {
            if (e.code() != ProblemCode.NOT_FOUND) {
                throw e;
            }
        }
    }

    /** The file's content. */
    record Content(String server, String token) {}
}
