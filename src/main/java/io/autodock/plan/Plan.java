package io.autodock.plan;

import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.formation.Spec;
import java.util.List;
import java.util.Optional;

/**
 * What a request would do, and why; nothing was changed to find out.
 *
 * @param possible whether it would be carried out
 * @param sentence what would happen, or why it is refused
 * @param image the image as asked for, and the digest that would run where it could be resolved
 * @param hosts every host server in the order of the ranking
 * @param apps the apps that would be made or removed
 */
public record Plan(
        Operation operation,
        FormationId formation,
        boolean possible,
        String sentence,
        Optional<Spec> spec,
        Image image,
        List<HostLine> hosts,
        List<App> apps) {

    public Plan {
        hosts = List.copyOf(hosts);
        apps = List.copyOf(apps);
    }

    /** An image as asked for and as fixed. */
    public record Image(String written, String digest) {}

    /**
     * One host server in a plan.
     *
     * @param rank from 1
     * @param load15 the 15-minute load; empty without fresh facts
     * @param refusal why it takes none of the apps; empty where it is feasible
     * @param apps how many apps it would take
     */
    public record HostLine(
            int rank,
            String hostServer,
            Optional<Double> load15,
            int cores,
            long memoryMegabytes,
            long promisedMegabytes,
            int recentFailures,
            String factsSource,
            String refusal,
            int apps) {}
}
