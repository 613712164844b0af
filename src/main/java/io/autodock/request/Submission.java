package io.autodock.request;

import io.autodock.access.Caller;
import io.autodock.formation.Order;
import java.util.Optional;

/**
 * What a door hands to the request desk.
 *
 * @param deliveryKey the delivery's own idempotency key (the header, the file's identity, the event's id); the order's
 *     own {@code id} comes before it
 */
public record Submission(Caller caller, Trigger trigger, Order order, Optional<String> deliveryKey) {}
