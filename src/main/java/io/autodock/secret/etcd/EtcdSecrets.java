package io.autodock.secret.etcd;

import io.autodock.etcd.Entry;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.Transaction;
import io.autodock.formation.UserName;
import io.autodock.formation.option.SecretName;
import io.autodock.json.Json;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.secret.SealingKey;
import io.autodock.secret.Secret;
import io.autodock.secret.SecretShelf;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Secrets below {@code /_autodock/secret/USER/NAME}, sealed; the key is not in etcd. */
public final class EtcdSecrets implements SecretShelf {

    private static final String SECRETS = "/_autodock/secret/";

    private final EtcdStore store;
    private final Supplier<SealingKey> key;
    private final Clock clock;

    /** @param key asked for when it is needed */
    public EtcdSecrets(EtcdStore store, Supplier<SealingKey> key, Clock clock) {
        this.store = store;
        this.key = key;
        this.clock = clock;
    }

    @Override
    public void set(UserName user, SecretName name, Secret value) {
        SealingKey sealing = key.get();
        String sealed = Base64.getEncoder().encodeToString(sealing.seal(value, place(user, name)));
        String changed = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        store.put(SECRETS + place(user, name), Json.write(new Stored(sealed, sealing.id(), changed)));
    }

    @Override
    public List<Kept> list(UserName user) {
        String prefix = SECRETS + user + "/";
        return store.list(prefix).stream()
                .map(entry -> new Kept(
                        new SecretName(entry.key().substring(prefix.length())),
                        Instant.parse(stored(entry).changed())))
                .toList();
    }

    @Override
    public Optional<Held> find(UserName user, SecretName name) {
        return store.get(SECRETS + place(user, name)).map(entry -> held(entry, user, name));
    }

    private Held held(Entry entry, UserName user, SecretName name) {
        SealingKey sealing = key.get();
        Stored stored = stored(entry);
        if (!stored.key().equals(sealing.id())) {
            throw AutodockException.of(
                    ProblemCode.FAILED,
                    "secret " + place(user, name) + " was sealed under key " + stored.key()
                            + ", and this instance has key " + sealing.id() + ": they need the same key file");
        }
        return new Held(
                name, sealing.open(Base64.getDecoder().decode(stored.sealed()), place(user, name)), entry.revision());
    }

    @Override
    public void remove(UserName user, SecretName name) {
        String place = SECRETS + place(user, name);
        Entry entry = store.get(place).orElseThrow(() -> absent(name));
        store.commit(new Transaction().when(place, entry.revision()).delete(place));
    }

    private static AutodockException absent(SecretName name) {
        return AutodockException.of(ProblemCode.NOT_FOUND, "there is no secret \"" + name + "\"");
    }

    private static Stored stored(Entry entry) {
        return Json.read(entry.value(), Stored.class);
    }

    private static String place(UserName user, SecretName name) {
        return user + "/" + name;
    }

    /** A secret as it lies in etcd. */
    record Stored(String sealed, String key, String changed) {}
}
