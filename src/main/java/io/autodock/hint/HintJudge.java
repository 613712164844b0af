package io.autodock.hint;

import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostView;
import io.autodock.hint.Hint.AppEnded;
import io.autodock.hint.Hint.MinionsCame;
import io.autodock.hint.Hint.MinionsLost;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides what is done about a hint: pure. A lost minion alone moves nothing; a silent engine is looked at by a verification. */
public final class HintJudge {

    private static final Judgement NOTHING = new Judgement.Told(List.of());

    private HintJudge() {}

    /**
     * What is done about a hint.
     *
     * @param hosts every host server as it was seen when the hint came
     */
    public static Judgement judge(Hint hint, List<HostView> hosts) {
        if (hint instanceof AppEnded ended) {
            return new Judgement.Look(Optional.of(ended.formation()));
        }
        return hint instanceof MinionsLost lost
                ? lost(of(lost.minions(), hosts), hosts.size())
                : came(of(((MinionsCame) hint).minions(), hosts));
    }

    private static Judgement came(List<HostView> hosts) {
        return hosts.isEmpty() ? NOTHING : new Judgement.Look(Optional.empty());
    }

    /** Of many at once it is rather the master that sees nothing. */
    private static Judgement lost(List<HostView> hosts, int all) {
        if (hosts.size() >= 2 && hosts.size() * 3 > all) {
            return new Judgement.Told(List.of("the Salt master lost the minions of " + hosts.size() + " of " + all
                    + " host servers at once: its view is doubted, nothing moves"));
        }
        boolean silent = hosts.stream().anyMatch(host -> !(host.engine() instanceof EngineState.Answers));
        return silent
                ? new Judgement.Look(Optional.empty())
                : new Judgement.Told(hosts.stream().map(HintJudge::answering).toList());
    }

    private static String answering(HostView host) {
        return host.host().name() + ": the Salt master lost its minion, but its engine answers: nothing moves";
    }

    private static List<HostView> of(Set<String> minions, List<HostView> hosts) {
        return hosts.stream()
                .filter(host -> minions.contains(host.host().minion()))
                .toList();
    }
}
