package io.autodock.placement;

import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostView;
import io.autodock.formation.rule.HostLabel;
import io.autodock.placement.Verdict.Reason;
import io.autodock.placement.Verdict.Refused;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which host servers can take an app of a request at all. */
public final class Feasibility {

    private Feasibility() {}

    /** The verdict on one host server with nothing of the request placed on it yet. */
    public static Verdict judge(ClusterView cluster, HostView view, PlacementRequest request, PortRange automatic) {
        return judge(view, request, Placer.room(cluster, view, request), automatic);
    }

    static Verdict judge(HostView view, PlacementRequest request, HostRoom room, PortRange automatic) {
        return pinned(view, request)
                .or(() -> labelled(view, request))
                .or(() -> inactive(view))
                .or(() -> engine(view))
                .or(() -> said(
                        view, Reason.AVOIDED, request.avoided().get(view.host().name())))
                .or(() -> said(
                        view,
                        Reason.IMAGE_ABSENT,
                        request.withoutImage().get(view.host().name())))
                .or(() -> room.refusal(request.spec(), automatic))
                .<Verdict>map(refused -> refused)
                .orElseGet(() -> new Verdict.Feasible(view.host().name()));
    }

    private static Optional<Refused> pinned(HostView view, PlacementRequest request) {
        return request.spec()
                .hostServer()
                .filter(host -> !host.equals(view.host().name()))
                .map(host -> refused(view, Reason.PINNED_ELSEWHERE, "the request asks for " + host));
    }

    private static Optional<Refused> labelled(HostView view, PlacementRequest request) {
        Map<String, String> labels = view.labels();
        return request.spec().placement().where().stream()
                .filter(asked -> !asked.value().equals(labels.get(asked.name())))
                .findFirst()
                .map(asked -> refused(view, Reason.LABEL_DIFFERS, label(view, asked)));
    }

    /** A label may be a grain, and where the minion is silent nobody knows its grains. */
    private static String label(HostView view, HostLabel asked) {
        String value = view.labels().get(asked.name());
        if (value != null) {
            return "its label " + asked.name() + " is \"" + value + "\"; the request asks for " + asked.written();
        }
        String unknown = view.grainsKnown() ? "" : ", as far as is known while its minion is silent";
        return "it has no label " + asked.name() + unknown + "; the request asks for " + asked.written();
    }

    private static Optional<Refused> inactive(HostView view) {
        return view.host().active()
                ? Optional.empty()
                : Optional.of(refused(view, Reason.NOT_ACTIVE, "it takes no new apps"));
    }

    private static Optional<Refused> engine(HostView view) {
        if (view.engine() instanceof EngineState.Silent silent) {
            return Optional.of(refused(view, Reason.ENGINE_SILENT, "its engine does not answer: " + silent.sentence()));
        }
        return view.engine() instanceof EngineState.Unusable unusable
                ? Optional.of(refused(view, Reason.ENGINE_UNUSABLE, unusable.sentence()))
                : Optional.empty();
    }

    private static Optional<Refused> said(HostView view, Reason reason, @Nullable String sentence) {
        return Optional.ofNullable(sentence).map(why -> refused(view, reason, why));
    }

    private static Refused refused(HostView view, Reason reason, String sentence) {
        return new Refused(view.host().name(), reason, sentence);
    }
}
