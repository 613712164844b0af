package io.autodock.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodock.formation.HostnameScheme;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamesTest {

    private static final HostnameScheme WEB = new HostnameScheme("web");

    @Test
    void fillsGaps() {
        assertEquals(List.of("web001", "web002", "web003"), Names.lowestFree(WEB, 3, Set.of()));
        assertEquals(
                List.of("web001", "web003", "web005"),
                Names.lowestFree(WEB, 3, Set.of("web002", "web004", "other001")));
    }

    @Test
    void countsOnWithFourDigits() {
        Set<String> taken =
                IntStream.rangeClosed(1, 999).mapToObj(WEB::hostname).collect(Collectors.toSet());
        assertEquals(List.of("web1000", "web1001"), Names.lowestFree(WEB, 2, taken));
    }

    @Test
    void neverMakesANameTooLong() {
        HostnameScheme longest = new HostnameScheme("a".repeat(60));
        assertEquals(999, Names.lowestFree(longest, 999, Set.of()).size());
        AutodockException refused = assertThrows(
                AutodockException.class, () -> Names.lowestFree(longest, 999, Set.of(longest.hostname(5))));
        assertEquals(ProblemCode.CONFLICT, refused.code());
        assertEquals(
                "a scheme with 999 free names; this one has 998",
                refused.problems().get(0).allowed());
    }
}
