package io.autodock.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    private static final List<String> KNOWN = List.of("user", "number", "cpu-shares", "ram", "ports", "host-server");

    @ParameterizedTest
    @CsvSource({
        "nummber,number",
        "usr,user",
        "CPU_SHARES,cpu-shares",
        "cpuShares,cpu-shares",
        "hostserver,host-server",
        "port,ports",
        "Ram,ram",
        "ram,ram"
    })
    void findsWhatWasMeant(String unknown, String known) {
        assertEquals(known, NearestName.of(unknown, KNOWN));
    }

    @Test
    void breaksTiesByName() {
        assertEquals("a1", NearestName.of("a", List.of("a2", "a1")));
        assertEquals("ram", NearestName.of("", KNOWN));
        assertEquals("", NearestName.of("x", List.of()));
    }

    @Test
    void doesNotCompareBooks() {
        assertEquals("ram", NearestName.of("r".repeat(5_000_000), List.of("ram")));
    }
}
