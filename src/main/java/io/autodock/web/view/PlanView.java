package io.autodock.web.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.formation.json.SpecJson;
import io.autodock.json.Json;
import io.autodock.plan.Plan;
import java.util.List;
import java.util.Optional;

/**
 * One plan in JSON.
 *
 * @param spec the order's fields in their one spelling; absent in the plan of a delete
 */
public record PlanView(
        String operation,
        String user,
        String formation,
        boolean possible,
        String sentence,
        Plan.Image image,
        Optional<JsonNode> spec,
        List<HostLineView> hosts,
        List<AppView> apps) {

    /** How a plan is shown. */
    public static PlanView of(Plan plan) {
        return new PlanView(
                plan.operation().lowerCase(),
                plan.formation().user().value(),
                plan.formation().formation().value(),
                plan.possible(),
                plan.sentence(),
                plan.image(),
                plan.spec().map(spec -> Json.read(SpecJson.write(spec), JsonNode.class)),
                plan.hosts().stream().map(HostLineView::of).toList(),
                AppView.of(plan.apps()));
    }

    /**
     * One host server in a plan.
     *
     * @param refusal absent where it is feasible
     */
    public record HostLineView(
            int rank,
            String hostServer,
            Optional<Double> load15,
            int cores,
            long memoryMb,
            long promisedMb,
            int recentFailures,
            Optional<String> facts,
            Optional<String> refusal,
            int apps) {

        static HostLineView of(Plan.HostLine line) {
            return new HostLineView(
                    line.rank(),
                    line.hostServer(),
                    line.load15(),
                    line.cores(),
                    line.memoryMegabytes(),
                    line.promisedMegabytes(),
                    line.recentFailures(),
                    Optional.of(line.factsSource()).filter(source -> !source.isEmpty()),
                    Optional.of(line.refusal()).filter(refusal -> !refusal.isEmpty()),
                    line.apps());
        }
    }
}
