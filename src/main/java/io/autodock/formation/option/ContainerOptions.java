package io.autodock.formation.option;

import io.autodock.problem.AutodockException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * How an app's container runs, as {@code docker run}'s options of the same names say. Of two entries of one name the later
 * one counts.
 *
 * @param command instead of the image's own; empty for that, or for sshd where the app is bootstrapped over SSH
 * @param user empty for the image's own
 * @param network empty for the engine's default bridge
 * @param logDriver empty for the engine's default
 * @param stopTimeout seconds that it is given to end by itself; empty for Autodock's own
 */
public record ContainerOptions(
        List<EnvironmentVariable> env,
        Optional<Command> command,
        Optional<ContainerUser> user,
        Optional<Network> network,
        List<Ulimit> ulimits,
        List<Sysctl> sysctls,
        Optional<LogDriver> logDriver,
        OptionalInt stopTimeout,
        List<Label> labels,
        Privileges privileges) {

    /** As the image and the engine have it. */
    public static final ContainerOptions NONE = new ContainerOptions(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            OptionalInt.empty(),
            List.of(),
            Privileges.NONE);

    /** The most variables. */
    public static final int MOST_VARIABLES = 256;

    /** The most ulimits, sysctls, labels, capabilities or devices. */
    public static final int MOST_OTHERS = 64;

    /** The longest time an app is given to end by itself, in seconds. */
    public static final int LONGEST_STOP = 600;

    private static final int MOST_ENVIRONMENT_BYTES = 128 * 1024;

    public ContainerOptions {
        env = lastOfEach(env, EnvironmentVariable::name);
        ulimits = lastOfEach(ulimits, Ulimit::name);
        sysctls = lastOfEach(sysctls, Sysctl::name);
        labels = lastOfEach(labels, Label::name);
        int bytes = env.stream().mapToInt(ContainerOptions::bytes).sum();
        if (bytes > MOST_ENVIRONMENT_BYTES) {
            throw AutodockException.invalid(
                    "env", env.size() + " variables of " + bytes + " bytes", "at most 131072 bytes in all");
        }
    }

    private static int bytes(EnvironmentVariable variable) {
        return variable.written().getBytes(StandardCharsets.UTF_8).length;
    }

    private static <T> List<T> lastOfEach(List<T> items, Function<T, String> name) {
        Map<String, T> last = new LinkedHashMap<>();
        items.forEach(item -> last.put(name.apply(item), item));
        return List.copyOf(last.values());
    }
}
