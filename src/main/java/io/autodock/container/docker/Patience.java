package io.autodock.container.docker;

import java.time.Duration;
import java.util.regex.Pattern;

/** How long a call is waited for, told by its path. */
enum Patience {
    QUICK,
    ORDINARY,
    REGISTRY;

    private static final Pattern WITH_REGISTRY = Pattern.compile("/(images/create|distribution/).*");
    private static final Pattern SIGN_OF_LIFE = Pattern.compile("/(_ping|version)");

    static Patience of(String path) {
        if (SIGN_OF_LIFE.matcher(path).matches()) {
            return QUICK;
        }
        return WITH_REGISTRY.matcher(path).matches() ? REGISTRY : ORDINARY;
    }

    /** Until the answer begins, and between two pieces of it. */
    Duration silence(EngineLimits limits) {
        return switch (this) {
            case QUICK -> limits.quick();
            case ORDINARY -> limits.ordinary();
            case REGISTRY -> limits.registry();
        };
    }

    /** Until the answer has ended. */
    Duration whole(EngineLimits limits) {
        return this == REGISTRY ? limits.pull() : silence(limits);
    }
}
