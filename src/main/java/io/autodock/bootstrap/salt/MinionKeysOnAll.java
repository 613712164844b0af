package io.autodock.bootstrap.salt;

import io.autodock.bootstrap.MinionKeysOnMaster;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Several Salt masters as one: what one of them refuses is refused, and what is done is done on all. */
public final class MinionKeysOnAll implements MinionKeysOnMaster {

    private final List<MinionKeysOnMaster> masters;

    /** @param masters at least one; all have the same key pair, since a minion pins one */
    public MinionKeysOnAll(List<MinionKeysOnMaster> masters) {
        this.masters = List.copyOf(masters);
    }

    @Override
    public Map<String, String> foreignKeys(Map<String, Set<String>> ours) {
        return onAll(master -> master.foreignKeys(ours));
    }

    @Override
    public Map<String, String> accept(List<Acceptance> keys) {
        return onAll(master -> master.accept(keys));
    }

    @Override
    public Map<String, String> drop(Map<String, ? extends Collection<String>> fingerprints) {
        return onAll(master -> master.drop(fingerprints));
    }

    @Override
    public String masterPublicKey() {
        List<String> keys = masters.stream()
                .map(MinionKeysOnMaster::masterPublicKey)
                .distinct()
                .toList();
        if (keys.size() > 1) {
            throw AutodockException.of(
                    ProblemCode.FAILED,
                    "the Salt masters have " + keys.size()
                            + " different keys, and a minion pins one: give all the same");
        }
        return keys.get(0);
    }

    /** By id, the first master's sentence. */
    private Map<String, String> onAll(Function<MinionKeysOnMaster, Map<String, String>> work) {
        Map<String, String> refusals = new TreeMap<>();
        masters.forEach(master -> work.apply(master).forEach(refusals::putIfAbsent));
        return refusals;
    }
}
