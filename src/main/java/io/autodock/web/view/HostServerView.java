package io.autodock.web.view;

import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostServer;
import io.autodock.cluster.HostView;
import io.autodock.registry.HostBook;
import java.util.Map;
import java.util.Optional;

/**
 * One host server in JSON.
 *
 * @param engine absent for users, as the labels are
 * @param state {@code answers}, {@code silent}, {@code unusable}; absent where nobody has looked
 * @param sentence why it is not {@code answers}; else empty
 * @param load15 absent without fresh facts, and where the engine told them, which knows no load
 * @param facts who told them; absent without fresh facts
 */
public record HostServerView(
        String hostServer,
        String address,
        Optional<String> engine,
        Optional<String> minion,
        Optional<Map<String, String>> labels,
        boolean active,
        Optional<String> state,
        String sentence,
        Optional<String> version,
        Optional<String> apiVersion,
        Optional<Double> load15,
        Optional<Integer> cores,
        Optional<Long> memoryMb,
        long promisedMb,
        int recentFailures,
        Optional<String> facts,
        int apps) {

    private static final String MINION = "minion";

    /** How a host server is shown to operators. */
    public static HostServerView of(HostView view, HostBook book) {
        Optional<HostFacts> facts = view.facts();
        Optional<EngineState.Answers> answers = Optional.of(view.engine())
                .filter(EngineState.Answers.class::isInstance)
                .map(EngineState.Answers.class::cast);
        return new HostServerView(
                view.host().name(),
                view.host().address(),
                Optional.of(view.host().engine().written()),
                Optional.of(view.host().minion()),
                Optional.of(view.host().labels()),
                view.host().active(),
                Optional.of(state(view.engine())),
                sentence(view.engine()),
                answers.map(EngineState.Answers::version),
                answers.map(EngineState.Answers::apiVersion),
                facts.filter(known -> known.source().equals(MINION)).map(HostFacts::load15),
                facts.map(HostFacts::cores),
                facts.map(HostFacts::memoryMegabytes),
                book.promisedMegabytes(),
                view.recentFailures(),
                facts.map(HostFacts::source),
                book.bookings().size());
    }

    /** How a host server is shown that has just been recorded. */
    public static HostServerView recorded(HostServer host) {
        return new HostServerView(
                host.name(),
                host.address(),
                Optional.of(host.engine().written()),
                Optional.of(host.minion()),
                Optional.of(host.labels()),
                host.active(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                0);
    }

    /** The same without what only operators see. */
    public HostServerView forUsers() {
        return new HostServerView(
                hostServer,
                address,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                active,
                state,
                sentence,
                version,
                apiVersion,
                load15,
                cores,
                memoryMb,
                promisedMb,
                recentFailures,
                facts,
                apps);
    }

    private static String state(EngineState engine) {
        if (engine instanceof EngineState.Answers) {
            return "answers";
        }
        return engine instanceof EngineState.Silent ? "silent" : "unusable";
    }

    private static String sentence(EngineState engine) {
        if (engine instanceof EngineState.Silent silent) {
            return silent.sentence();
        }
        return engine instanceof EngineState.Unusable unusable ? unusable.sentence() : "";
    }
}
