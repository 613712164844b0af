package io.autodock.placement;

import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostView;
import io.autodock.formation.App;
import io.autodock.formation.Ram;
import io.autodock.formation.Spec;
import io.autodock.registry.HostBook;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** What one host server has left while a placement is made: memory and ports. */
final class HostRoom {

    private final String hostServer;
    /** Empty without facts: then nobody can say what fits, and the host is ranked last. */
    private final OptionalLong memory;

    private final HostPorts ports;
    private final int already;
    private long promised;
    private int given;

    /** @param already how many apps of the formation it has */
    HostRoom(HostView view, HostBook book, Set<HeldPort> takenByStrangers, int already) {
        this.hostServer = view.host().name();
        this.memory = view.facts()
                .map(HostFacts::memoryMegabytes)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
        this.already = already;
        this.promised = book.promisedMegabytes();
        this.ports = new HostPorts(book.ports().toList(), takenByStrangers);
    }

    String hostServer() {
        return hostServer;
    }

    /** Why one more such app does not fit, or empty when it does. */
    Optional<Verdict.Refused> refusal(Spec spec, PortRange automatic) {
        return crowded(spec)
                .or(() -> memoryRefusal(spec.ram()))
                .or(() -> ports.choose(spec, automatic) instanceof HostPorts.Choice.None none
                        ? Optional.of(refused(none.reason(), none.sentence()))
                        : Optional.empty());
    }

    /** Takes memory and ports for one more app, or nothing when it does not fit. */
    Optional<App> take(String hostname, Spec spec, PortRange automatic) {
        if (crowded(spec).isPresent()
                || memoryRefusal(spec.ram()).isPresent()
                || !(ports.choose(spec, automatic) instanceof HostPorts.Choice.Chosen chosen)) {
            return Optional.empty();
        }
        ports.take(chosen);
        promised += spec.ram().megabytes();
        given++;
        return Optional.of(App.placed(hostname, hostServer, chosen.ports(), chosen.sshPort()));
    }

    private Optional<Verdict.Refused> crowded(Spec spec) {
        OptionalInt most = spec.placement().maxPerHost();
        return most.isPresent() && already + given >= most.getAsInt()
                ? Optional.of(new Verdict.Refused(
                        hostServer,
                        Verdict.Reason.CROWDED,
                        "it has " + (already + given) + " of these apps, and at most " + most.getAsInt()
                                + " are asked for"))
                : Optional.empty();
    }

    private Optional<Verdict.Refused> memoryRefusal(Ram ram) {
        if (memory.isEmpty() || promised + ram.megabytes() <= memory.getAsLong()) {
            return Optional.empty();
        }
        return Optional.of(refused(
                Verdict.Reason.MEMORY_FULL,
                ram.megabytes() + " MB do not fit: " + promised + " of " + memory.getAsLong() + " MB are promised"));
    }

    private Verdict.Refused refused(Verdict.Reason reason, String sentence) {
        String after = given == 0 ? "" : ", after " + given + " of these apps";
        return new Verdict.Refused(hostServer, reason, sentence + after);
    }
}
