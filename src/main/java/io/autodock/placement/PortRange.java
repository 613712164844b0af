package io.autodock.placement;

import io.autodock.formation.PortMapping;

/**
 * The host ports that Autodock gives out by itself, both ends included.
 *
 * @param first where SSH ports begin
 * @param last where counting up ends
 */
public record PortRange(int first, int last) {

    /** Below the kernel's own range, which begins at 32768. */
    public static final PortRange AUTOMATIC = new PortRange(9023, 32767);

    public PortRange {
        if (first < 1 || last > PortMapping.HIGHEST_PORT || first > last) {
            throw new IllegalArgumentException("no port range: " + first + " to " + last);
        }
    }

    /**
     * How far a port that was asked for is counted up: to the end of this range, or, asked for beyond it, to the last port
     * there is. Example: 8080 ends at 32767, 65534 at 65535.
     */
    public int endFrom(int askedPort) {
        return askedPort > last ? PortMapping.HIGHEST_PORT : last;
    }
}
