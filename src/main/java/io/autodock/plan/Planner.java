package io.autodock.plan;

import io.autodock.access.Caller;
import io.autodock.formation.Order;

/** Answers "what would you do?" with the same decisions that a request is carried out with. */
public interface Planner {

    /** The plan of a create or delete. Wrong input and foreign formations are refused as at the request desk. */
    Plan plan(Caller caller, Order order);
}
