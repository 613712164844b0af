package io.autodock.web;

import io.autodock.access.Caller;
import io.autodock.balance.Served;
import io.autodock.edit.Tag;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.formation.OrderDetail;
import io.autodock.formation.UserName;
import io.autodock.health.AppHealth;
import io.autodock.problem.AutodockException;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationShelf;
import io.autodock.request.Submission;
import io.autodock.request.Trigger;
import io.autodock.web.view.FormationView;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code /v1/formations} and {@code /v1/verify}. */
public final class FormationsApi {

    private static final String FROM_COMMAND_LINE = "command-line";

    private final FormationShelf shelf;
    private final RequestsApi requests;
    private final IncomingOrders orders;
    private final Function<FormationId, List<Served>> served;
    private final AppHealth health;

    /**
     * The calls about formations.
     *
     * @param served what the balancers have of one
     */
    public FormationsApi(
            FormationShelf shelf,
            RequestsApi requests,
            IncomingOrders orders,
            Function<FormationId, List<Served>> served,
            AppHealth health) {
        this.shelf = shelf;
        this.requests = requests;
        this.orders = orders;
        this.served = served;
        this.health = health;
    }

    /** {@code POST /v1/formations}: an order of whichever operation. */
    public HttpAnswer submit(Caller caller, HttpCall call) {
        return submit(caller, call, orders.read(caller, call));
    }

    /** {@code DELETE /v1/formations/USER/FORMATION}. */
    public HttpAnswer delete(Caller caller, HttpCall call) {
        OrderDetail detail =
                call.parameter("volumes").map(FormationsApi::volumes).orElse(OrderDetail.nothing());
        return submit(caller, call, Order.of(Operation.DELETE, id(call), detail));
    }

    private static OrderDetail volumes(String value) {
        return switch (value) {
            case "true" -> new OrderDetail.WithVolumes();
            case "false" -> OrderDetail.nothing();
            default -> throw AutodockException.invalid("volumes", value, "true to remove them too, or false");
        };
    }

    /** {@code PATCH /v1/formations/USER/FORMATION}: only the fields named change. */
    public HttpAnswer edit(Caller caller, HttpCall call) {
        return submit(caller, call, orders.readEdit(caller, call, id(call)));
    }

    /** {@code POST /v1/formations/USER/FORMATION/rollback}: back to the last good spec. */
    public HttpAnswer rollback(Caller caller, HttpCall call) {
        return submit(caller, call, orders.readRollback(caller, call, id(call)));
    }

    /** {@code POST /v1/verify}. */
    public HttpAnswer verify(Caller caller, HttpCall call) {
        return submit(caller, call, orders.readVerification(caller, call));
    }

    /** {@code POST /v1/formations/USER/FORMATION/backup}. */
    public HttpAnswer backup(Caller caller, HttpCall call) {
        return submit(caller, call, orders.readBackup(caller, call, id(call)));
    }

    /** {@code POST /v1/restore}. */
    public HttpAnswer restore(Caller caller, HttpCall call) {
        return submit(caller, call, orders.readRestore(caller, call));
    }

    private HttpAnswer submit(Caller caller, HttpCall call, Order order) {
        return requests.submit(new Submission(caller, trigger(call), order, call.deliveryKey()), call);
    }

    /** The command line says that it is one; all else is a caller over HTTP. */
    static Trigger trigger(HttpCall call) {
        boolean commandLine = call.header("Autodock-Trigger")
                .filter(FROM_COMMAND_LINE::equals)
                .isPresent();
        return commandLine ? Trigger.COMMAND_LINE : Trigger.HTTP;
    }

    /** {@code GET /v1/formations?user=USER}. */
    public HttpAnswer list(Caller caller, HttpCall call) {
        Optional<UserName> user = call.parameter("user").map(UserName::new);
        List<FormationView> views = shelf.list(caller, user).stream()
                .map(record -> FormationView.of(record, List.of(), health))
                .toList();
        return HttpAnswer.json(200, new Listing(views));
    }

    /** {@code GET /v1/formations/USER/FORMATION}. */
    public HttpAnswer show(Caller caller, HttpCall call) {
        FormationRecord record = shelf.show(caller, id(call));
        return HttpAnswer.json(200, FormationView.of(record, served.apply(id(call)), health))
                .with("ETag", "\"" + Tag.of(record) + "\"");
    }

    private static FormationId id(HttpCall call) {
        return FormationId.of(call.segment(3), call.segment(4));
    }

    /** The answer to a list. */
    record Listing(List<FormationView> formations) {}
}
