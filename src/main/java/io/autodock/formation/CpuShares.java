package io.autodock.formation;

import io.autodock.problem.AutodockException;

/**
 * A relative cpu weight as users write it: 102 is 10 % of the cpu.
 *
 * @param value 1 to 1024
 */
public record CpuShares(int value) {

    /** What a request that names none gets. */
    public static final CpuShares DEFAULT = new CpuShares(100);

    private static final int KERNELS_LEAST = 2;
    private static final int MOST = 1024;
    private static final String ALLOWED = "1 to 1024";

    public CpuShares {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException("cpu shares outside 1 to 1024: " + value);
        }
    }

    /** As users write it: a whole number; 0 does not mean "default". */
    public static CpuShares parse(String text) {
        return new CpuShares(WholeNumber.between(1, MOST, text)
                .orElseThrow(() -> AutodockException.invalid("cpu-shares", text, ALLOWED)));
    }

    /** What the engine is given: the kernel's least is 2, so 1 becomes 2. */
    public int forEngine() {
        return Math.max(KERNELS_LEAST, value);
    }
}
