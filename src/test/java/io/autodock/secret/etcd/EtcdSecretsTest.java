package io.autodock.secret.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.etcd.Entry;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.RealEtcd;
import io.autodock.formation.UserName;
import io.autodock.formation.option.SecretName;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.secret.SealingKey;
import io.autodock.secret.Secret;
import io.autodock.secret.SecretShelf;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Secrets in a real etcd. */
class EtcdSecretsTest {

    @RegisterExtension
    static final RealEtcd ETCD = new RealEtcd();

    private static final UserName TEAM1 = new UserName("team1");
    private static final UserName TEAM2 = new UserName("team2");
    private static final SecretName NAME = new SecretName("db-password");
    private static final SealingKey KEY = new SealingKey(SealingKey.fresh());

    @Test
    void aSecretIsKeptSealedForItsUserAlone() {
        EtcdStore store = ETCD.store();
        EtcdSecrets secrets = new EtcdSecrets(store, () -> KEY, Clock.systemUTC());
        secrets.set(TEAM1, NAME, Secret.of("hunter2"));
        SecretShelf.Held first = secrets.find(TEAM1, NAME).orElseThrow();
        assertEquals(Secret.of("hunter2"), first.value());
        assertEquals(Optional.empty(), secrets.find(TEAM2, NAME));
        assertEquals(List.of(), secrets.list(TEAM2));
        assertEquals(
                List.of(NAME),
                secrets.list(TEAM1).stream().map(SecretShelf.Kept::name).toList());
        assertFalse(store.list("/").stream().map(Entry::value).anyMatch(value -> value.contains("hunter2")));

        secrets.set(TEAM1, NAME, Secret.of("hunter3"));
        assertNotEquals(
                first.revision(), secrets.find(TEAM1, NAME).orElseThrow().revision());
        EtcdSecrets elsewhere = new EtcdSecrets(store, () -> new SealingKey(SealingKey.fresh()), Clock.systemUTC());
        AutodockException otherKey = assertThrows(AutodockException.class, () -> elsewhere.find(TEAM1, NAME));
        assertTrue(otherKey.sentence().endsWith("they need the same key file"), otherKey.sentence());

        secrets.remove(TEAM1, NAME);
        assertEquals(Optional.empty(), secrets.find(TEAM1, NAME));
        assertEquals(
                ProblemCode.NOT_FOUND,
                assertThrows(AutodockException.class, () -> secrets.remove(TEAM1, NAME))
                        .code());
    }
}
