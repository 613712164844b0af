package io.autodock.failover.salt;

import io.autodock.cluster.HostServer;
import io.autodock.failover.MinionWord;
import io.autodock.problem.AutodockException;
import io.autodock.salt.SaltApi;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** A host's own minion, asked through the master. */
public final class MinionVoice implements Function<HostServer, MinionWord> {

    private final SaltApi salt;
    private final Duration limit;

    /** @param limit whole seconds, at least 1 */
    public MinionVoice(SaltApi salt, Duration limit) {
        this.salt = salt;
        this.limit = limit;
    }

    @Override
    public MinionWord apply(HostServer host) {
        if (host.minion().isEmpty()) {
            return MinionWord.UNKNOWN;
        }
        try {
            return salt.facts(List.of(host.minion()), limit).containsKey(host.minion())
                    ? MinionWord.ANSWERS
                    : MinionWord.SILENT;
        } catch (AutodockException masterSilent) {
            return MinionWord.UNKNOWN;
        }
    }
}
