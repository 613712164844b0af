package io.autodock.placement;

import io.autodock.formation.HostnameScheme;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import io.autodock.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Hostnames for new apps. */
public final class Names {

    private Names() {}

    /**
     * The hostnames with the lowest free numbers; gaps are filled. Example: {@code clweb} with {@code clweb002} taken gives
     * {@code clweb001}, {@code clweb003}.
     *
     * @param taken every hostname of the cluster that the scheme could meet
     * @throws AutodockException (conflict) when the scheme has fewer free names than asked for
     */
    public static List<String> lowestFree(HostnameScheme scheme, int number, Set<String> taken) {
        List<String> free = new ArrayList<>(number);
        for (int next = 1; free.size() < number; next++) {
            if (next > scheme.highestNumber()) {
                throw AutodockException.of(
                        ProblemCode.CONFLICT,
                        new Problem(
                                "hostname-scheme",
                                scheme.value(),
                                "a scheme with " + number + " free names; this one has " + free.size()));
            }
            String hostname = scheme.hostname(next);
            if (!taken.contains(hostname)) {
                free.add(hostname);
            }
        }
        return List.copyOf(free);
    }
}
