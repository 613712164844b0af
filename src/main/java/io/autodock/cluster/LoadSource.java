package io.autodock.cluster;

import java.util.List;
import java.util.Map;

/** Fresh facts of host servers from their minions. */
public interface LoadSource {

    /** Facts by host server name, one call for all; a host whose minion does not answer is left out. */
    Map<String, HostFacts> facts(List<HostServer> hosts);
}
