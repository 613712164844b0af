package io.autodock.bootstrap.salt;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.bootstrap.MinionKeysOnMaster;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.salt.SaltApi;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The master's key store behind Autodock's runner: one call for many keys, and never the private half of one. */
public final class MinionKeyRegistry implements MinionKeysOnMaster {

    private final SaltApi salt;

    public MinionKeyRegistry(SaltApi salt) {
        this.salt = salt;
    }

    @Override
    public Map<String, String> foreignKeys(Map<String, Set<String>> ours) {
        if (ours.isEmpty()) {
            return Map.of();
        }
        JsonNode held = salt.runner("keys", Map.of("ids", List.copyOf(ours.keySet())));
        Map<String, String> foreign = new TreeMap<>();
        ours.forEach((id, fingerprints) -> {
            JsonNode key = held.path(id);
            if (key.isObject() && !fingerprints.contains(key.path("fingerprint").asText())) {
                foreign.put(id, key.path("state").asText());
            }
        });
        return foreign;
    }

    @Override
    public Map<String, String> accept(List<Acceptance> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        List<Map<String, Object>> asked = keys.stream()
                .map(key -> Map.<String, Object>of(
                        "id", key.id(), "pub", key.keys().publicPem(), "replaces", key.replaces()))
                .toList();
        JsonNode answer = salt.runner("accept_keys", Map.of("keys", asked));
        return refusals(answer, keys.stream().map(Acceptance::id).toList(), "accepted", "refused");
    }

    @Override
    public Map<String, String> drop(Map<String, ? extends Collection<String>> fingerprints) {
        if (fingerprints.isEmpty()) {
            return Map.of();
        }
        List<Map<String, Object>> asked = fingerprints.entrySet().stream()
                .map(entry ->
                        Map.<String, Object>of("id", entry.getKey(), "fingerprints", List.copyOf(entry.getValue())))
                .toList();
        JsonNode answer = salt.runner("drop_keys", Map.of("keys", asked));
        return refusals(answer, List.copyOf(fingerprints.keySet()), "dropped", "kept");
    }

    @Override
    public String masterPublicKey() {
        String key = salt.runner("master", Map.of()).path("public_key").asText().strip();
        if (!key.startsWith("-----BEGIN ") || key.indexOf('\0') >= 0) {
            throw AutodockException.of(ProblemCode.FAILED, "the Salt master told no public key of its own");
        }
        return key + "\n";
    }

    private static Map<String, String> refusals(JsonNode answer, List<String> ids, String yes, String no) {
        Map<String, String> refusals = new TreeMap<>();
        for (String id : ids) {
            JsonNode one = answer.path(id);
            if (!one.path(yes).asBoolean(false)) {
                refusals.put(id, one.path(no).asText("the Salt master gave no answer for " + id));
            }
        }
        return refusals;
    }
}
