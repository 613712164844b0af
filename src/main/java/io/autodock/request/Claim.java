package io.autodock.request;

/**
 * The right of one instance to carry out one request. Every write on the request's behalf is conditional on it, so that an
 * instance which was paused beyond its lease can no longer write.
 *
 * @param revision the etcd revision at which the claim was written
 */
public record Claim(RequestId request, long revision) {}
