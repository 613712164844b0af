package io.autodock.repair;

import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.formation.FormationId;
import io.autodock.registry.Registry;
import io.autodock.replacement.FormationInHand;
import io.autodock.request.Claim;
import io.autodock.request.FormationLocks;
import io.autodock.verify.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One verification while it runs: a look at everything without any lock, then each formation that differs is locked, looked
 * at again, and mended by what is seen then. It lives in one route exchange.
 */
public final class Verification {

    private final Claim claim;
    private final Optional<FormationId> only;
    private final Surroundings around;
    private final Set<FormationId> locked = new TreeSet<>();
    private final List<String> told = new ArrayList<>();
    private int mendable;
    private int mended;

    /** What every verification works with. */
    public record Surroundings(ClusterLook look, Registry registry, HostDirectory directory, FormationLocks locks) {}

    /** @param only the one formation that it is about; its lock is the request's already */
    public Verification(Claim claim, Optional<FormationId> only, Surroundings around) {
        this.claim = claim;
        this.only = only;
        this.around = around;
    }

    /** What is to be mended now; all else is told. */
    public List<Mending> look() {
        List<Finding> findings = around.look().look(only);
        Map<FormationId, List<Finding>> byFormation = new TreeMap<>(findings.stream()
                .filter(Finding::isMendable)
                .filter(finding -> finding.formation().isPresent())
                .collect(Collectors.groupingBy(finding -> finding.formation().orElseThrow())));
        findings.stream()
                .filter(finding -> !finding.isMendable())
                .filter(finding -> finding.formation()
                        .map(id -> !byFormation.containsKey(id))
                        .orElse(true))
                .forEach(finding -> told.add(finding.plannedLine()));
        Map<String, HostServer> hosts =
                around.directory().list().stream().collect(Collectors.toMap(HostServer::name, Function.identity()));
        List<Mending> mendings = new ArrayList<>();
        findings.stream()
                .filter(finding -> finding.isMendable() && finding.formation().isEmpty())
                .map(finding -> new Mending(finding, Optional.empty(), Optional.empty()))
                .forEach(mendings::add);
        byFormation.forEach((id, seen) -> mendings.addAll(under(id, seen, hosts)));
        mendable = mendings.size();
        return mendings;
    }

    /** What is seen under the formation's lock counts, and nothing that was seen before. */
    private List<Mending> under(FormationId id, List<Finding> seen, Map<String, HostServer> hosts) {
        if (!around.locks().take(claim, id)) {
            seen.forEach(finding -> told.add(finding.line("left alone: another request works on " + id)));
            return List.of();
        }
        locked.add(id);
        Optional<FormationInHand> inHand =
                around.registry().find(id).map(record -> new FormationInHand(around.registry(), claim, record));
        List<Mending> mendings = new ArrayList<>();
        for (Finding finding : around.look().look(Optional.of(id))) {
            if (finding.isMendable()) {
                mendings.add(new Mending(finding, inHand, Optional.ofNullable(hosts.get(finding.hostServer()))));
            } else {
                told.add(finding.plannedLine());
            }
        }
        return mendings;
    }

    /** Takes in what became of each. */
    public void collect(List<Mended> outcomes) {
        outcomes.forEach(outcome -> told.add(outcome.line()));
        mended = (int) outcomes.stream().filter(Mended::succeeded).count();
    }

    /** Takes in what was mended beside the apps, a line each. */
    public void collectMended(List<String> lines) {
        told.addAll(lines);
        mendable += lines.size();
        mended += lines.size();
    }

    /** A line for each difference. */
    public List<String> report() {
        return told.stream().sorted().toList();
    }

    /** What it says in the end. */
    public String verdict() {
        int found = told.size();
        if (found == 0) {
            return "everything is as recorded";
        }
        String differences = found + (found == 1 ? " difference" : " differences") + " found";
        return mendable == 0 ? differences : differences + ", " + mended + " of " + mendable + " mended";
    }

    /** Gives back the locks that it took, and none of the request's own. */
    public void giveBack() {
        locked.stream().filter(id -> !only.equals(Optional.of(id))).forEach(id -> around.locks()
                .giveBack(claim, id));
    }
}
