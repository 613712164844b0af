package io.autodock.formation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostnameSchemeTest {

    private static final String SIXTY = "a".repeat(60);

    @ParameterizedTest
    @CsvSource({"clweb,clweb001", "web-,web-001", "9web,9web001", "xn--web,xn--web001", "9,9001"})
    void namesTheFirstApp(String scheme, String hostname) {
        assertEquals(hostname, HostnameScheme.parse(scheme).hostname(1));
        assertEquals(scheme, HostnameScheme.parse(scheme).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-web",
                "web_",
                "web.eu",
                "Web",
                "",
                "wéb",
                "web 1",
                "web/1",
                "web\n",
                "web: {a: b}",
                "$(id)",
                "../x"
            })
    void refusesWhatStartsNoHostnameLabel(String scheme) {
        assertEquals(
                "hostname-scheme",
                Refusals.only(() -> HostnameScheme.parse(scheme)).field());
    }

    @Test
    void boundsTheLongestNameAskedFor() {
        HostnameScheme longest = HostnameScheme.parse(SIXTY);
        assertEquals(63, longest.hostname(3).length());
        assertDoesNotThrow(() -> longest.requireRoomFor(999));
        assertEquals(999, longest.highestNumber());
        assertEquals(
                "hostname-scheme \"" + SIXTY + "\" is not allowed; allowed is the start of a hostname label: lower-case"
                        + " letters, digits and hyphens, no hyphen first, such that the longest name asked for has at most"
                        + " 63 characters; app 1000 would have a name of 64 characters",
                Refusals.only(() -> longest.requireRoomFor(1000)).sentence());
        assertEquals(
                "hostname-scheme",
                Refusals.only(() -> HostnameScheme.parse(SIXTY + "a")).field());
        assertEquals(
                "hostname-scheme",
                Refusals.only(() -> HostnameScheme.parse("a".repeat(62))).field());
    }

    @Test
    void countsOnWithFourDigits() {
        assertEquals("web1000", HostnameScheme.parse("web").hostname(1000));
        assertEquals(999_999_999, HostnameScheme.parse("web").highestNumber());
    }

    @Test
    void groupsWhatCouldMeetInOneName() {
        assertEquals("web", HostnameScheme.parse("web1").group());
        assertEquals("web", HostnameScheme.groupOf("web1001"));
        assertEquals("-", HostnameScheme.parse("9").group());
    }
}
