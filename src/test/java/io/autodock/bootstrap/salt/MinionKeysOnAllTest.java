package io.autodock.bootstrap.salt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodock.bootstrap.FakeMinionKeys;
import io.autodock.bootstrap.MinionKeyPair;
import io.autodock.bootstrap.MinionKeysOnMaster;
import io.autodock.bootstrap.MinionKeysOnMaster.Acceptance;
import io.autodock.problem.AutodockException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MinionKeysOnAllTest {

    private final FakeMinionKeys first = new FakeMinionKeys();
    private final FakeMinionKeys second = new FakeMinionKeys();
    private final MinionKeysOnAll all = new MinionKeysOnAll(List.of(first, second));
    private final MinionKeyPair keys = generated();

    private static MinionKeyPair generated() {
        try {
            return MinionKeyPair.of(KeyPairGenerator.getInstance("RSA").generateKeyPair());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new AssertionError(everyJavaHasIt);
        }
    }

    @Test
    void aKeyIsAcceptedAndDroppedOnAllMasters() {
        assertEquals(Map.of(), all.accept(List.of(new Acceptance("web001", keys, List.of()))));
        assertEquals(Map.of("web001", keys.fingerprint()), first.accepted());
        assertEquals(first.accepted(), second.accepted());
        assertEquals(Map.of(), all.drop(Map.of("web001", Set.of(keys.fingerprint()))));
        assertEquals(Map.of(), second.accepted());
    }

    @Test
    void aForeignKeyOnOneMasterIsForeign() {
        second.plant("web001", "foreign");
        assertEquals(Map.of("web001", "accepted"), all.foreignKeys(Map.of("web001", Set.of(keys.fingerprint()))));
        assertEquals(
                Set.of("web001"),
                all.accept(List.of(new Acceptance("web001", keys, List.of()))).keySet());
        assertEquals(
                Set.of("web001"),
                all.drop(Map.of("web001", Set.of(keys.fingerprint()))).keySet());
        assertEquals(Map.of(), first.accepted());
    }

    @Test
    void mastersWithDifferentKeysAreRefused() {
        assertEquals(first.masterPublicKey(), all.masterPublicKey());
        MinionKeysOnAll mixed = new MinionKeysOnAll(List.of(first, new OtherKey()));
        assertThrows(AutodockException.class, mixed::masterPublicKey);
    }

    /** A master that has another key pair and no minions. */
    private static final class OtherKey implements MinionKeysOnMaster {
        @Override
        public Map<String, String> foreignKeys(Map<String, Set<String>> ours) {
            return Map.of();
        }

        @Override
        public Map<String, String> accept(List<Acceptance> keys) {
            return Map.of();
        }

        @Override
        public Map<String, String> drop(Map<String, ? extends Collection<String>> fingerprints) {
            return Map.of();
        }

        @Override
        public String masterPublicKey() {
            return "another";
        }
    }
}
