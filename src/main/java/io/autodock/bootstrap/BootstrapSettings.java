package io.autodock.bootstrap;

import io.autodock.problem.AutodockException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the operator configured for every bootstrap.
 *
 * @param masters the Salt masters as minions reach them: a host name or address each; empty where there is no Salt master
 * @param installCommand a shell command that installs Salt in an image that lacks it
 */
public record BootstrapSettings(List<String> masters, Optional<String> installCommand, BootstrapLimits limits) {

    private static final Pattern MASTER = Pattern.compile("[A-Za-z0-9\\[]([A-Za-z0-9.:\\[\\]-]{0,253}[A-Za-z0-9\\]])?");

    public BootstrapSettings {
        masters = List.copyOf(masters);
        for (String master : masters) {
            if (!MASTER.matcher(master).matches()) {
                throw AutodockException.invalid(
                        "autodock.salt.masters", master, "a host name or address, with :PORT where it is not 4506");
            }
        }
    }
}
