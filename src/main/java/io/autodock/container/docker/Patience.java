package io.autodock.container.docker;

import io.autodock.formation.option.ContainerOptions;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a call is waited for, told by its path. */
enum Patience {
    QUICK,
    ORDINARY,
    REGISTRY,
    /** An app that asked for long to end by itself. */
    STOPPING;

    private static final Pattern STOP =
            Pattern.compile("/containers/[^/?]+/stop\\?(?:.*&)?t=(?<seconds>[0-9]{1,4})(?:&.*)?");
    private static final int ORDINARY_SECONDS = 10;

    private static final Pattern WITH_REGISTRY = Pattern.compile("/(images/create|distribution/).*");
    private static final Pattern SIGN_OF_LIFE = Pattern.compile("/(_ping|version)");

    static Patience of(String path) {
        if (SIGN_OF_LIFE.matcher(path).matches()) {
            return QUICK;
        }
        Matcher stop = STOP.matcher(path);
        if (stop.matches() && Integer.parseInt(stop.group("seconds")) > ORDINARY_SECONDS) {
            return STOPPING;
        }
        return WITH_REGISTRY.matcher(path).matches() ? REGISTRY : ORDINARY;
    }

    /** Until the answer begins, and between two pieces of it. */
    Duration silence(EngineLimits limits) {
        return switch (this) {
            case QUICK -> limits.quick();
            case ORDINARY -> limits.ordinary();
            case REGISTRY -> limits.registry();
            case STOPPING -> limits.ordinary().plusSeconds(ContainerOptions.LONGEST_STOP);
        };
    }

    /** Until the answer has ended. */
    Duration whole(EngineLimits limits) {
        return this == REGISTRY ? limits.pull() : silence(limits);
    }
}
