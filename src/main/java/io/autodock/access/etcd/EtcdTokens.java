package io.autodock.access.etcd;

import io.autodock.access.Caller;
import io.autodock.access.Role;
import io.autodock.access.StandingTokens;
import io.autodock.access.TokenText;
import io.autodock.digest.Sha256;
import io.autodock.etcd.Entry;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.Transaction;
import io.autodock.formation.Order;
import io.autodock.formation.UserName;
import io.autodock.json.Json;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tokens below {@code /_autodock/token/ID}. Kept is the SHA-256 of the secret: against a secret of 256 random bits there
 * is no dictionary, so a slow password hash would only slow every call down. A call reads one key and compares in
 * constant time; nothing is cached, so that a revoked token ends at once and on every instance.
 */
public final class EtcdTokens implements StandingTokens {

    /** Where the records lie. */
    static final String TOKENS = "/_autodock/token/";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._@-]{0,63}");
    private static final String NAME_ALLOWED =
            "1 to 64 letters, digits, blanks, dots, hyphens, underscores and @, a letter or digit first";
    private static final String NOBODYS_HASH = Sha256.hex("");

    private final EtcdStore store;
    private final Clock clock;

    /** @param clock tells when a token was made */
    public EtcdTokens(EtcdStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Optional<Caller> authenticate(Order.Token token) {
        Optional<TokenText> text = TokenText.parse(token);
        Optional<Stored> stored =
                text.flatMap(known -> store.get(TOKENS + known.id())).map(EtcdTokens::stored);
        String given = Sha256.hex(text.map(TokenText::secret).orElse(""));
        boolean same = isSame(given, stored.map(Stored::hash).orElse(NOBODYS_HASH));
        return stored.filter(record -> same && text.isPresent()).map(Stored::caller);
    }

    private static boolean isSame(String given, String kept) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.US_ASCII), kept.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public Issued create(String name, Role role, Optional<UserName> user) {
        if (!NAME.matcher(name).matches()) {
            throw AutodockException.invalid("name", name, NAME_ALLOWED);
        }
        if ((role == Role.USER) != user.isPresent()) {
            throw AutodockException.invalid(
                    "user", user.map(UserName::value).orElse(""), "a user's name with role user, and only there");
        }
        TokenText text = TokenText.fresh();
        Stored stored = stored(text, name, role, user);
        if (!store.commit(
                new Transaction().whenAbsent(TOKENS + text.id()).put(TOKENS + text.id(), Json.write(stored)))) {
            throw AutodockException.of(ProblemCode.CONFLICT, "the new token's id is taken; ask again");
        }
        return new Issued(stored.record(text.id()), text.token());
    }

    @Override
    public void adopt(TokenText token, String name, Role role) {
        String key = TOKENS + token.id();
        Stored wanted = stored(token, name, role, Optional.empty());
        if (!store.commit(new Transaction().whenAbsent(key).put(key, Json.write(wanted)))) {
            requireSame(key, wanted);
        }
    }

    private void requireSame(String key, Stored wanted) {
        boolean same = store.get(key)
                .map(EtcdTokens::stored)
                .filter(kept -> kept.role().equals(wanted.role()) && isSame(kept.hash(), wanted.hash()))
                .isPresent();
        if (!same) {
            throw AutodockException.of(
                    ProblemCode.CONFLICT, "the token for " + wanted.name() + " has the id of another token");
        }
    }

    private Stored stored(TokenText text, String name, Role role, Optional<UserName> user) {
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        return new Stored(name, role.lowerCase(), user, now, Sha256.hex(text.secret()));
    }

    @Override
    public void revoke(String id) {
        Optional<Entry> entry = TokenText.isId(id) ? store.get(TOKENS + id) : Optional.empty();
        if (entry.isEmpty()) {
            throw AutodockException.of(ProblemCode.NOT_FOUND, "there is no token with that id");
        }
        store.commit(new Transaction().delete(TOKENS + id));
    }

    @Override
    public List<TokenRecord> list() {
        return store.list(TOKENS).stream()
                .map(entry -> stored(entry).record(entry.key().substring(TOKENS.length())))
                .sorted(Comparator.comparing(TokenRecord::name).thenComparing(TokenRecord::id))
                .toList();
    }

    private static Stored stored(Entry entry) {
        return Json.read(entry.value(), Stored.class);
    }

    /** A token as it lies in etcd. */
    record Stored(String name, String role, Optional<UserName> user, String created, String hash) {

        Caller caller() {
            return new Caller(name, roleValue(), user);
        }

        TokenRecord record(String id) {
            return new TokenRecord(id, name, roleValue(), user, created);
        }

        private Role roleValue() {
            return Role.valueOf(role.toUpperCase(Locale.ROOT));
        }
    }
}
