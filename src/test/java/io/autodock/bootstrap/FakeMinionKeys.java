package io.autodock.bootstrap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A Salt master's key store in memory; passes the contract of the real one. */
public final class FakeMinionKeys implements MinionKeysOnMaster {

    private final Map<String, String> accepted = new TreeMap<>();

    /** A key that the master accepted by another way. */
    public synchronized void plant(String id, String publicPem) {
        accepted.put(id, MinionKeyPair.fingerprintOf(publicPem));
    }

    /** Fingerprint by id. */
    public synchronized Map<String, String> accepted() {
        return new TreeMap<>(accepted);
    }

    @Override
    public synchronized Map<String, String> foreignKeys(Map<String, Set<String>> ours) {
        Map<String, String> foreign = new TreeMap<>();
        ours.forEach((id, fingerprints) -> {
            String held = accepted.get(id);
            if (held != null && !fingerprints.contains(held)) {
                foreign.put(id, "accepted");
            }
        });
        return foreign;
    }

    @Override
    public synchronized Map<String, String> accept(List<Acceptance> keys) {
        Map<String, String> refused = new TreeMap<>();
        for (Acceptance key : keys) {
            String held = accepted.get(key.id());
            String asked = key.keys().fingerprint();
            if (held == null || held.equals(asked) || key.replaces().contains(held)) {
                accepted.put(key.id(), asked);
            } else {
                refused.put(key.id(), "the master holds another key for " + key.id());
            }
        }
        return refused;
    }

    @Override
    public synchronized Map<String, String> drop(Map<String, ? extends Collection<String>> fingerprints) {
        Map<String, String> kept = new TreeMap<>();
        fingerprints.forEach((id, ours) -> {
            String held = accepted.get(id);
            if (held != null && !ours.contains(held)) {
                kept.put(id, "the master holds another key for " + id);
            } else {
                accepted.remove(id);
            }
        });
        return kept;
    }

    @Override
    public String masterPublicKey() {
        return "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n";
    }
}
