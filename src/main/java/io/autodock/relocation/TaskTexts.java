package io.autodock.relocation;

/** How tasks are kept in their requests. */
public interface TaskTexts {

    /** The task as text; the same task gives the same text. */
    String write(HostTask task);

    /** The task as text; the same task gives the same text. */
    String write(MoveTask task);

    /** Back from the text of a request {@code drain}, {@code failover} or {@code rebalance}. */
    HostTask hostTask(String text);

    /** Back from the text of a request {@code move}. */
    MoveTask moveTask(String text);
}
