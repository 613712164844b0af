package io.autodock.cluster;

import java.util.Map;

/** Which host servers lately failed a request: a broken host is idle, so it would attract work. */
public interface FailureLog {

    /** Notes that a request failed on this host just now. */
    void failed(String hostServer, String sentence);

    /** Failures within the last 10 minutes, by host server. */
    Map<String, Integer> recent();
}
