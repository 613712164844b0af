package io.autodock.formation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.problem.AutodockException;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** No value is ever misread: what is believed, written again, is what was sent; anything else is refused by a sentence. */
class ValuePropertiesTest {

    private static final String SEPARATORS = ":/@=-_.[] \n\t,%;$(){}\\\"'+~0189afAFgGmMkbBiux\u0660\u00e9\u202e";

    @Provide
    Arbitrary<String> strange() {
        Arbitrary<String> pieces = Arbitraries.of(
                "8080",
                "80",
                "0",
                "65535",
                "65536",
                "::1",
                "[::1]",
                "127.0.0.1",
                "0.0.0.0",
                "/udp",
                "/tcp",
                ":",
                "=",
                "-",
                "/srv/a",
                "/data",
                "..",
                "/",
                "ro",
                "rw",
                "sshd",
                "latest",
                "@sha256:",
                "a".repeat(64),
                "100",
                "M",
                "G",
                ".5");
        Arbitrary<String> letters =
                Arbitraries.strings().withChars(SEPARATORS.toCharArray()).ofMaxLength(6);
        return Arbitraries.oneOf(
                Arbitraries.oneOf(pieces, letters).list().ofMaxSize(7).map(parts -> String.join("", parts)),
                Arbitraries.strings().ofMaxLength(40));
    }

    @Property(tries = 3000)
    void whatIsBelievedIsWhatWasSent(@ForAll("strange") String text) {
        believed(text, PortMapping::parse, PortMapping::written);
        believed(text, Volume::parse, Volume::written);
        believed(text, Ram::parse, Ram::written);
        believed(text, CpuShares::parse, shares -> Integer.toString(shares.value()));
        believed(text, ImageReference::parse, ImageReference::written);
        believed(text, HostnameScheme::parse, HostnameScheme::value);
        believed(text, UserName::new, UserName::value);
    }

    /** Believing what was written must change nothing, and a refusal is always of the input. */
    private static <T> void believed(String text, Function<String, T> parse, Function<T, String> write) {
        T value;
        try {
            value = parse.apply(text);
        } catch (AutodockException refused) {
            assertEquals(1, refused.problems().size());
            return;
        }
        assertEquals(value, parse.apply(write.apply(value)));
    }

    @Property(tries = 500)
    void everyNumberInAPortIsOneTheUserWrote(@ForAll("strange") String text) {
        try {
            PortMapping port = PortMapping.parse(text);
            List<String> written = List.of(text.replaceAll("^=", "").split("[:/]"));
            assertTrue(written.contains(Integer.toString(port.hostPort())), text);
            assertTrue(written.contains(Integer.toString(port.containerPort())), text);
            assertTrue(text.contains(port.address()), text);
            assertEquals(text.startsWith("="), port.exact());
            assertEquals(text.endsWith("/udp"), port.protocol() == Protocol.UDP);
        } catch (AutodockException refused) {
            assertEquals("ports", refused.problems().get(0).field());
        }
    }

    @Provide
    Arbitrary<PortMapping> ports() {
        return Combinators.combine(
                        Arbitraries.of("", "127.0.0.1", "::1", "fd00::B"),
                        Arbitraries.integers().between(1, 65535),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 65535),
                        Arbitraries.of(Protocol.class))
                .as(PortMapping::new);
    }

    @Property
    void everyPortCanBeWritten(@ForAll("ports") PortMapping port) {
        assertEquals(port, PortMapping.parse(port.written()));
    }

    @Property
    void megabytesAreNeverAnotherAmount(@ForAll @IntRange(min = 6, max = 6291455) int megabytes) {
        assertEquals(megabytes, Ram.parse(Integer.toString(megabytes)).megabytes());
        assertEquals(megabytes, Ram.parse(megabytes + "mb").megabytes());
        assertEquals(megabytes * 1024L * 1024L, new Ram(megabytes).bytes());
    }

    @Property
    void directoriesReachTheEngineAsTheyWereSent(@ForAll("names") List<String> names) {
        String path = "/" + String.join("/", names);
        Volume.HostDirectory volume = (Volume.HostDirectory) Volume.parse(path + ":/data");
        assertEquals(path, volume.hostDirectory());
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.strings()
                .withChars("abc üß.,;$(){}'\"%-_\\=@".toCharArray())
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(name -> !name.equals(".") && !name.equals(".."))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }
}
