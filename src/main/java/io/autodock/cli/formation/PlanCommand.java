package io.autodock.cli.formation;

import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.ServiceCommand;
import io.autodock.cli.http.Session;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks what an order would do; exit status 1 means that it would be refused. */
abstract class PlanCommand extends ServiceCommand {

    @Mixin
    private FormationOptions formation = new FormationOptions();

    private final String operation;

    PlanCommand(Session session, String operation) {
        super(session);
        this.operation = operation;
    }

    /** Adds what else the order says. */
    abstract void addTo(Map<String, Object> order);

    @Override
    protected final int run(ServiceClient client) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("operation", operation);
        formation.addTo(order);
        addTo(order);
        ServiceAnswer plan = client.post("/v1/plan", order);
        show(plan, () -> PlanText.tell(console(), plan.body()));
        return plan.body().flag("possible") ? DONE : FAILED;
    }

    /** What {@code create} would do. */
    @Command(name = "create", description = "What create would do, and why. Exit status 1 when it would be refused.")
    static final class Create extends PlanCommand {

        @Mixin
        private SpecOptions spec = new SpecOptions();

        Create(Session session) {
            super(session, "create");
        }

        @Override
        void addTo(Map<String, Object> order) {
            spec.addTo(order, environment());
        }
    }

    /** What {@code delete} would do. */
    @Command(name = "delete", description = "What delete would do. Exit status 1 when it would be refused.")
    static final class Delete extends PlanCommand {

        Delete(Session session) {
            super(session, "delete");
        }

        @Override
        void addTo(Map<String, Object> order) {}
    }
}
