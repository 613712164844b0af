package io.autodock.formation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RamTest {

    @ParameterizedTest
    @CsvSource({
        "100,100",
        "100M,100",
        "100m,100",
        "100MB,100",
        "100mb,100",
        "100MiB,100",
        "1g,1024",
        "1G,1024",
        "1gb,1024",
        "1.5G,1536",
        "2GiB,2048",
        "512m,512",
        "8G,8192",
        "0.5g,512",
        "10.0M,10",
        "6,6",
        "6291455,6291455"
    })
    void readsMegabytesAndUnits(String text, int megabytes) {
        assertEquals(new Ram(megabytes), Ram.parse(text));
        assertEquals(new Ram(megabytes), Ram.parse(Ram.parse(text).written()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "10X",
                "1 0 0",
                "1e3",
                "",
                " ",
                "100 M",
                "M",
                "1.5",
                "100.0",
                "+100",
                "0x64",
                "0100",
                "12parsecs",
                "1,5G",
                "1.G",
                ".5G",
                "100M ",
                "100MM",
                "100k",
                "100b",
                "10%",
                "١٠٠",
                "100\n",
                "1e999999999"
            })
    void refusesWhatIsNoAmount(String text) {
        Problem problem = Refusals.only(() -> Ram.parse(text));
        assertEquals("ram", problem.field());
        assertEquals("megabytes, or with a unit: 100, 100M, 2G", problem.allowed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "3", "5M", "0G", "0.001G", "5.9M"})
    void namesTheFloorBelowIt(String text) {
        Problem problem = Refusals.only(() -> Ram.parse(text));
        assertEquals(
                "ram \"" + text + "\" is not allowed; allowed is megabytes, or with a unit: 100, 100M, 2G;"
                        + " at least 6 MB, the engine's floor",
                problem.sentence());
    }

    @Test
    void takesAByteCountForWhatItIs() {
        assertEquals(
                "ram \"104857600\" is not allowed; allowed is megabytes, or with a unit: 100, 100M, 2G;"
                        + " the number was read as megabytes, and no host has 104857600 MB",
                Refusals.only(() -> Ram.parse("104857600")).sentence());
        assertTrue(Refusals.only(() -> Ram.parse("6291456")).allowed().contains("read as megabytes"));
        assertTrue(Refusals.only(() -> Ram.parse("99999999999999999999G"))
                .allowed()
                .endsWith("; no host has 102399999999999999998976 MB"));
    }

    @Test
    void roundsNothing() {
        assertEquals(
                "megabytes, or with a unit: 100, 100M, 2G; it must come to whole megabytes",
                Refusals.only(() -> Ram.parse("6.3G")).allowed());
    }

    @Test
    void comparesAndCountsBytes() {
        assertEquals(104857600L, Ram.DEFAULT.bytes());
        assertTrue(new Ram(6).compareTo(new Ram(7)) < 0);
        assertThrows(IllegalArgumentException.class, () -> new Ram(5));
        assertThrows(IllegalArgumentException.class, () -> new Ram(6291456));
    }
}
