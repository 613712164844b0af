package io.autodock.formation;

/**
 * A relative cpu weight as users write it: 102 is 10 % of the cpu.
 *
 * @param value 1 to 1024
 */
public record CpuShares(int value) {

    private static final int KERNELS_LEAST = 2;

    public CpuShares {
        if (value < 1 || value > 1024) {
            throw new IllegalArgumentException("cpu shares outside 1 to 1024: " + value);
        }
    }

    /** What the engine is given: the kernel's least is 2, so 1 becomes 2. */
    public int forEngine() {
        return Math.max(KERNELS_LEAST, value);
    }
}
