package io.autodock.cluster;

import java.util.List;

/** The cluster as it is seen now: records, facts and engines, gathered in parallel with a time limit. */
public interface ClusterWatch {

    /** Every host server with what is known of it; a silent one is there and says so. Answers within 5 s. */
    List<HostView> look();
}
