package io.autodock.request;

import io.autodock.access.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where every door brings its requests, and where callers ask what became of them. */
public interface RequestDesk {

    /**
     * Accepts a request: when this returns, it is in etcd and will be carried out exactly once. Conflicts that can be seen
     * at once (another spec for an existing formation, an idempotency key with another body, a foreign formation) are
     * refused here with an {@link io.autodock.problem.AutodockException}.
     */
    Acceptance submit(Submission submission);

    /**
     * A request that the caller may see.
     *
     * @throws io.autodock.problem.AutodockException NOT_FOUND when it is absent or somebody else's
     */
    Request find(Caller caller, RequestId id);

    /** The caller's latest requests, the newest first. */
    List<Request> list(Caller caller, int most);

    /** The request that a delivery became, if it was submitted before; nothing is accepted by asking. */
    Optional<Request> findDelivered(Submission submission);

    /** The request once it has ended, or as it stands when the time is over. */
    Request await(Caller caller, RequestId id, Duration atMost);
}
