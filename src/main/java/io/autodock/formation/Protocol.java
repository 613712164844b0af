package io.autodock.formation;

/** The transport protocol of a published port; each has its own port space on a host. */
public enum Protocol {
    TCP,
    UDP;

    /** As the engine and the users write it. */
    public String lowerCase() {
        return this == TCP ? "tcp" : "udp";
    }
}
