package io.autodock.edit;

import io.autodock.container.PinnedImage;
import io.autodock.formation.Spec;
import io.autodock.registry.FormationRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * A spec that a formation has been whole with, and the bytes that it ran.
 *
 * @param request the request that made it so
 */
public record GoodSpec(Spec spec, PinnedImage image, String request) {

    /** How many are kept of a formation. */
    public static final int KEPT = 10;

    /** What a formation is whole with now. */
    public static GoodSpec of(FormationRecord record) {
        return new GoodSpec(record.spec(), record.image(), record.request());
    }

    /** The good specs with one more, the latest last; one by the same request is in them once. */
    public static List<GoodSpec> with(List<GoodSpec> known, GoodSpec latest) {
        List<GoodSpec> all = new ArrayList<>(known.stream()
                .filter(spec -> !spec.request().equals(latest.request()))
                .toList());
        all.add(latest);
        return List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size()));
    }

    /** What comes before that spec. */
    public static List<GoodSpec> before(List<GoodSpec> known, GoodSpec spec) {
        int place = known.indexOf(spec);
        return place < 0 ? known : List.copyOf(known.subList(0, place));
    }
}
