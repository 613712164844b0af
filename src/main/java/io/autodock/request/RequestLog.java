package io.autodock.request;

import io.autodock.formation.UserName;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Requests as they are kept: durable before they are acknowledged, claimed by one instance at a time. */
public interface RequestLog {

    /**
     * Keeps a new request, together with its idempotency key where it has one.
     *
     * @return the request kept, or the one that the same key brought earlier
     * @throws io.autodock.problem.AutodockException CONFLICT when the key came with another body
     */
    Acceptance accept(Request fresh, Optional<IdempotencyKey> key);

    /** The request that a delivery became, if it came before. */
    Optional<Request> findByKey(IdempotencyKey key);

    /** A request by its id. */
    Optional<Request> find(RequestId id);

    /** The latest requests, of one user or of all, the newest first. */
    List<Request> latest(Optional<UserName> user, int most);

    /** Ids of requests that have not ended, the oldest first. */
    List<RequestId> pending();

    /** Claims a request for this instance and locks its formation; empty when another has it, or another request works on the formation. */
    Optional<Claim> claim(Request request);

    /** Keeps how far a claimed request has come. @throws io.autodock.problem.AutodockException UNAVAILABLE when the claim is lost */
    void progress(Claim claim, Request request);

    /** Keeps a request's end, and gives up its claim and its lock. @throws io.autodock.problem.AutodockException UNAVAILABLE when the claim is lost */
    void end(Claim claim, Request request);

    /** Forgets ended requests of that kind, with their idempotency keys. */
    void forget(Predicate<Request> kind);

    /** Gives up a claim without ending the request: it will be claimed again. */
    void release(Claim claim);

    /**
     * An idempotency key.
     *
     * @param keySpace whose: each user has key spaces of their own, and so has each kind of door
     * @param key as it was sent
     * @param body what was asked for, as canonical text
     */
    record IdempotencyKey(String keySpace, String key, String body) {}
}
