package io.autodock.plan;

import io.autodock.access.Caller;
import io.autodock.formation.Order;
import java.util.List;

/** What a verification would find and do now; nothing changes. */
public interface VerifyPlanner {

    /**
     * A line for each difference, with what would mend it.
     *
     * @throws io.autodock.problem.AutodockException as a verification would be refused
     */
    List<String> findings(Caller caller, Order order);
}
