package io.autodock.etcd;

/**
 * One key of etcd as read.
 *
 * @param revision the revision of its last change; what a later change is made conditional on
 */
public record Entry(String key, String value, long revision) {}
