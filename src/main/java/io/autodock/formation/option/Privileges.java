package io.autodock.formation.option;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * What reaches beyond a container, and so is an operator's alone.
 *
 * @param privileged whether the container is root on the host in all but name
 */
public record Privileges(List<Capability> capabilities, List<Device> devices, boolean privileged) {

    /** Nothing of it. */
    public static final Privileges NONE = new Privileges(List.of(), List.of(), false);

    public Privileges {
        capabilities = List.copyOf(new LinkedHashSet<>(capabilities));
        devices = List.copyOf(new LinkedHashSet<>(devices));
    }
}
