package io.autodock.formation;

/**
 * A memory limit.
 *
 * @param megabytes multiples of 1024 * 1024 bytes, at least the engine's floor of 6
 */
public record Ram(int megabytes) implements Comparable<Ram> {

    /** Engines refuse less. */
    public static final int FLOOR_MEGABYTES = 6;

    public Ram {
        if (megabytes < FLOOR_MEGABYTES) {
            throw new IllegalArgumentException("ram below the engine's floor: " + megabytes);
        }
    }

    /** For the engine. */
    public long bytes() {
        return megabytes * 1024L * 1024L;
    }

    @Override
    public int compareTo(Ram other) {
        return Integer.compare(megabytes, other.megabytes);
    }
}
