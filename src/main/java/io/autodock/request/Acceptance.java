package io.autodock.request;

/**
 * What the desk answers: the request is in etcd.
 *
 * @param request as it stands now
 * @param repeated whether the same delivery had been accepted before; then this is the first one's request
 */
public record Acceptance(Request request, boolean repeated) {}
