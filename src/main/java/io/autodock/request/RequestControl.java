package io.autodock.request;

import io.autodock.access.Caller;

/** What callers may do to a request that was accepted. */
public interface RequestControl {

    /**
     * Takes a request back. One that nobody has begun ends at once; a create or an edit under way stops before its next
     * step and undoes what it has made.
     *
     * @return the request as it stands
     * @throws io.autodock.problem.AutodockException NOT_FOUND when it is absent or somebody else's; CONFLICT when it has
     *     ended, or is under way and does something that can't be taken back
     */
    Request cancel(Caller caller, RequestId id);

    /**
     * Asks for the same again. What is done already is seen and not repeated.
     *
     * @throws io.autodock.problem.AutodockException NOT_FOUND when it is absent or somebody else's; CONFLICT when it has
     *     not failed; else as a submission
     */
    Acceptance retry(Caller caller, Trigger trigger, RequestId id);
}
