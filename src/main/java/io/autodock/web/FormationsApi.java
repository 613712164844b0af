package io.autodock.web;

import io.autodock.access.Caller;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.formation.UserName;
import io.autodock.problem.AutodockException;
import io.autodock.registry.FormationShelf;
import io.autodock.request.Submission;
import io.autodock.request.Trigger;
import io.autodock.web.view.FormationView;
import java.util.List;
import java.util.Optional;

/** {@code /v1/formations} and {@code /v1/verify}. */
public final class FormationsApi {

    private static final String FROM_COMMAND_LINE = "command-line";

    private final FormationShelf shelf;
    private final RequestsApi requests;
    private final IncomingOrders orders;

    /** The calls about formations. */
    public FormationsApi(FormationShelf shelf, RequestsApi requests, IncomingOrders orders) {
        this.shelf = shelf;
        this.requests = requests;
        this.orders = orders;
    }

    /** {@code POST /v1/formations}: an order of whichever operation. */
    public HttpAnswer submit(Caller caller, HttpCall call) {
        return submit(caller, call, orders.read(caller, call));
    }

    /** {@code DELETE /v1/formations/USER/FORMATION}. */
    public HttpAnswer delete(Caller caller, HttpCall call) {
        call.parameter("volumes").ifPresent(value -> {
            throw AutodockException.invalid("volumes", value, "nothing: it is not available yet, volumes are kept");
        });
        Optional<FormationId> id = Optional.of(id(call));
        return submit(
                caller, call, new Order(Operation.DELETE, id, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /** {@code POST /v1/verify}. */
    public HttpAnswer verify(Caller caller, HttpCall call) {
        return submit(caller, call, orders.readVerification(caller, call));
    }

    private HttpAnswer submit(Caller caller, HttpCall call, Order order) {
        return requests.submit(new Submission(caller, trigger(call), order, call.deliveryKey()), call);
    }

    /** The command line says that it is one; all else is a caller over HTTP. */
    private static Trigger trigger(HttpCall call) {
        boolean commandLine = call.header("Autodock-Trigger")
                .filter(FROM_COMMAND_LINE::equals)
                .isPresent();
        return commandLine ? Trigger.COMMAND_LINE : Trigger.HTTP;
    }

    /** {@code GET /v1/formations?user=USER}. */
    public HttpAnswer list(Caller caller, HttpCall call) {
        Optional<UserName> user = call.parameter("user").map(UserName::new);
        List<FormationView> views =
                shelf.list(caller, user).stream().map(FormationView::of).toList();
        return HttpAnswer.json(200, new Listing(views));
    }

    /** {@code GET /v1/formations/USER/FORMATION}. */
    public HttpAnswer show(Caller caller, HttpCall call) {
        return HttpAnswer.json(200, FormationView.of(shelf.show(caller, id(call))));
    }

    private static FormationId id(HttpCall call) {
        return FormationId.of(call.segment(3), call.segment(4));
    }

    /** The answer to a list. */
    record Listing(List<FormationView> formations) {}
}
