package io.autodock.formation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortMappingTest {

    private static final String ALLOWED = "[ADDRESS:]HOST:CONTAINER[/udp], or PORT,"
            + " or = before either for exactly that host port; ports are 1 to 65535";

    @ParameterizedTest
    @CsvSource({
        "8080,'',8080,false,8080,TCP",
        "8080:80,'',8080,false,80,TCP",
        "8080:80/udp,'',8080,false,80,UDP",
        "8080:80/tcp,'',8080,false,80,TCP",
        "53/udp,'',53,false,53,UDP",
        "65535:80,'',65535,false,80,TCP",
        "1:65535,'',1,false,65535,TCP",
        "127.0.0.1:8080:80,127.0.0.1,8080,false,80,TCP",
        "0.0.0.0:8080:80,0.0.0.0,8080,false,80,TCP",
        "[::1]:8080:80,::1,8080,false,80,TCP",
        "[fd00:0:0::77:B]:8080:80/udp,fd00:0:0::77:B,8080,false,80,UDP",
        "=8080:80,'',8080,true,80,TCP",
        "=[::1]:8080:80,::1,8080,true,80,TCP",
        "=8080,'',8080,true,8080,TCP"
    })
    void readsExactlyWhatIsWritten(
            String text, String address, int host, boolean exact, int container, Protocol protocol) {
        PortMapping port = PortMapping.parse(text);
        assertEquals(new PortMapping(address, host, exact, container, protocol), port);
        assertEquals(port, PortMapping.parse(port.written()));
    }

    static String[] refused() {
        return new String[] {
            "1.2.3:8080:80",
            "[::1:8080:80",
            "host:8080:80",
            "0:80",
            "8080:0",
            "65536:80",
            "-1:80",
            "8080:",
            ":80",
            "8080:80/sctp",
            "8080:80/tcp/udp",
            "8080 :80",
            "٨٠٨٠:80",
            "0x1F90:80",
            "+8080:80",
            "==80:80",
            "",
            "=",
            "08080:80",
            "256.0.0.1:80:80",
            "01.2.3.4:80:80",
            "[127.0.0.1]:80:80",
            "[fe80::1%1]:80:80",
            "[]:80:80",
            "[g::1]:80:80",
            "127.0.0.1:80",
            "[::1]:80",
            "70000",
            "99999:80",
            "8080:80\n",
            "8080:80/UDP",
            "8080:80/",
            "$(id):80",
            "8080:80;id",
            "[::1]8080:80",
            "[1:2:3:4:5:6:7:8:9]:80:80",
            ":".repeat(1_000_000),
            "1".repeat(1_000_000),
            "[" + "1".repeat(200) + "]:80:80"
        };
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesTheRest(String text) {
        assertEquals(new Problem("ports", text, ALLOWED), Refusals.only(() -> PortMapping.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8080-8082:80-82", "8080:80-81", "8080-8081", "=8080-8081:80"})
    void saysThatRangesAreNotTaken(String text) {
        assertEquals(
                ALLOWED + "; a range is not taken: write each port by itself",
                Refusals.only(() -> PortMapping.parse(text)).allowed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1:8080:80", "fd00::77:b:8080:80", "=::1:8080:80", "::1:8080:80/udp"})
    void saysThatIpv6StandsInBrackets(String text) {
        assertEquals(
                ALLOWED + "; an IPv6 address stands in brackets: [::1]:8080:80",
                Refusals.only(() -> PortMapping.parse(text)).allowed());
    }

    @Test
    void writesPublishedPortsAsUsersDo() {
        assertEquals("8080:80", new PublishedPort("", 8080, 80, Protocol.TCP).toString());
        assertEquals("[::1]:8080:80/udp", new PublishedPort("::1", 8080, 80, Protocol.UDP).toString());
        assertEquals("127.0.0.1:8080:80", new PublishedPort("127.0.0.1", 8080, 80, Protocol.TCP).toString());
    }

    @Test
    void knowsWhichAddressesMeet() {
        assertTrue(HostAddress.overlap("", "127.0.0.1"));
        assertTrue(HostAddress.overlap("0.0.0.0", "::1"));
        assertTrue(HostAddress.overlap("127.0.0.1", "::"));
        assertTrue(HostAddress.overlap("::1", "0:0:0:0:0:0:0:1"));
        assertTrue(HostAddress.overlap("FD00::B", "fd00::b"));
        assertTrue(HostAddress.overlap("::ffff:127.0.0.1", "127.0.0.1"));
        assertFalse(HostAddress.overlap("127.0.0.1", "::1"));
        assertFalse(HostAddress.overlap("127.0.0.1", "127.0.0.2"));
    }
}
