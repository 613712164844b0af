package io.autodock.failover;

import java.util.Map;
import java.util.Set;

/** Which signs each host server has ever given, kept for a service that starts while one is dead. */
public interface HostSigns {

    /** By host server. */
    Map<String, Set<Sign>> known();

    /** Keeps that a host server gives these. */
    void keep(String hostServer, Set<Sign> signs);
}
