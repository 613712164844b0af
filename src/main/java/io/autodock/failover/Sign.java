package io.autodock.failover;

/** A sign of life of a host server that is asked for on its own. */
public enum Sign {
    /** Its Docker Engine answers, over a way of its own. */
    ENGINE,
    /** Its sshd greets. */
    SSHD
}
