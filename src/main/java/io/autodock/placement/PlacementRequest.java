package io.autodock.placement;

import io.autodock.formation.FormationId;
import io.autodock.formation.Spec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is to be placed now.
 *
 * @param hostnames the apps that need a host server, in order
 * @param spec what each of them needs
 * @param already apps of this formation that have a host server already, counted by host; a formation spreads over them too
 * @param avoided host servers that refused an app within this request, with the reason as a sentence
 * @param takenByStrangers host ports found held by something that is not Autodock's within this request, by host server
 * @param withoutImage host servers where the image is not to be had, with the reason as a sentence
 */
public record PlacementRequest(
        FormationId formation,
        Spec spec,
        List<String> hostnames,
        Map<String, Integer> already,
        Map<String, String> avoided,
        Map<String, Set<HeldPort>> takenByStrangers,
        Map<String, String> withoutImage) {

    public PlacementRequest {
        hostnames = List.copyOf(hostnames);
        already = Map.copyOf(already);
        avoided = Map.copyOf(avoided);
        takenByStrangers = takenByStrangers.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
        withoutImage = Map.copyOf(withoutImage);
    }

    /** The first attempt for a formation: nothing is placed, nothing has refused yet. */
    public static PlacementRequest first(FormationId formation, Spec spec, List<String> hostnames) {
        return new PlacementRequest(formation, spec, hostnames, Map.of(), Map.of(), Map.of(), Map.of());
    }
}
