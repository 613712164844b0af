package io.autodock.cli.formation;

import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.ServiceCommand;
import io.autodock.cli.http.Session;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What {@code restore} would do. */
@Command(name = "restore", description = "What restore would do, and why. Exit status 1 when it would be refused.")
final class PlanRestoreCommand extends ServiceCommand {

    @Mixin
    private BackupOptions backup = new BackupOptions();

    PlanRestoreCommand(Session session) {
        super(session);
    }

    @Override
    protected int run(ServiceClient client) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("operation", "restore");
        backup.addTo(order);
        ServiceAnswer plan = client.post("/v1/plan", order);
        show(plan, () -> PlanText.tell(console(), plan.body()));
        return plan.body().flag("possible") ? DONE : FAILED;
    }
}
