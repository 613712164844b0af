package io.autodock.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.bootstrap.MinionKeysOnMaster.Acceptance;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every key store of a master must do, the real one and the fake. */
public abstract class MinionKeysContract {

    private static final String ID = "contract001";
    private static final MinionKeyPair FIRST = pair();
    private static final MinionKeyPair SECOND = pair();

    /** The store under test; nothing in it belongs to the ids that start with {@code contract}. */
    protected abstract MinionKeysOnMaster keys();

    @AfterEach
    void leave_nothing() {
        keys().drop(Map.of(ID, List.of(FIRST.fingerprint(), SECOND.fingerprint())));
    }

    @Test
    void an_absent_key_is_accepted_and_again_without_harm() {
        assertEquals(Map.of(), keys().accept(List.of(new Acceptance(ID, FIRST, List.of()))));
        assertEquals(Map.of(), keys().accept(List.of(new Acceptance(ID, FIRST, List.of()))));
        assertEquals(Map.of(), keys().foreignKeys(Map.of(ID, Set.of(FIRST.fingerprint()))));
    }

    @Test
    void a_key_gives_way_only_to_one_that_names_it() {
        keys().accept(List.of(new Acceptance(ID, FIRST, List.of())));
        assertEquals(
                Set.of(ID),
                keys().accept(List.of(new Acceptance(ID, SECOND, List.of()))).keySet());
        assertEquals(Map.of(ID, "accepted"), keys().foreignKeys(Map.of(ID, Set.of(SECOND.fingerprint()))));
        assertEquals(Map.of(), keys().accept(List.of(new Acceptance(ID, SECOND, List.of(FIRST.fingerprint())))));
        assertEquals(Map.of(), keys().foreignKeys(Map.of(ID, Set.of(SECOND.fingerprint()))));
    }

    @Test
    void a_foreign_key_is_never_dropped_and_an_absent_one_counts_as_dropped() {
        keys().accept(List.of(new Acceptance(ID, FIRST, List.of())));
        assertEquals(
                Set.of(ID),
                keys().drop(Map.of(ID, List.of(SECOND.fingerprint()))).keySet());
        assertEquals(Map.of(), keys().drop(Map.of(ID, List.of(FIRST.fingerprint()))));
        assertEquals(Map.of(), keys().drop(Map.of(ID, List.of(FIRST.fingerprint()))));
        assertEquals(Map.of(), keys().foreignKeys(Map.of(ID, Set.of())));
    }

    @Test
    void nothing_asked_is_nothing_done() {
        assertEquals(Map.of(), keys().accept(List.of()));
        assertEquals(Map.of(), keys().drop(Map.of()));
        assertEquals(Map.of(), keys().foreignKeys(Map.of()));
    }

    @Test
    void the_master_tells_its_public_key() {
        assertTrue(keys().masterPublicKey()
                .matches("(?s)-----BEGIN [A-Z ]*PUBLIC KEY-----\n.*-----END [A-Z ]*PUBLIC KEY-----\n"));
    }

    private static MinionKeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return MinionKeyPair.of(generator.generateKeyPair());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
