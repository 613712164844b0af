package io.autodock.web;

import io.autodock.access.Caller;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.plan.Planner;
import io.autodock.problem.AutodockException;
import io.autodock.web.view.PlanView;

/** {@code POST /v1/plan}. */
public final class PlanApi {

    private final Planner planner;
    private final IncomingOrders orders;

    /** The call that asks what would happen. */
    public PlanApi(Planner planner, IncomingOrders orders) {
        this.planner = planner;
        this.orders = orders;
    }

    /** The plan; a refusal is a plan too. */
    public HttpAnswer plan(Caller caller, HttpCall call) {
        Order order = orders.read(caller, call);
        if (order.operation() == Operation.VERIFY) {
            throw AutodockException.invalid("operation", order.operation().lowerCase(), "create or delete in a plan");
        }
        return HttpAnswer.json(200, PlanView.of(planner.plan(caller, order)));
    }
}
