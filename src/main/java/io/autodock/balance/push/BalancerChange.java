package io.autodock.balance.push;

import io.autodock.balance.upstream.BalancerFile;
import java.util.List;

/** What a balancer is to have from now on; what stands there so already is left as it is. */
public record BalancerChange(List<BalancerFile> files, List<String> removals) {

    public BalancerChange {
        files = List.copyOf(files);
        removals = List.copyOf(removals);
    }
}
