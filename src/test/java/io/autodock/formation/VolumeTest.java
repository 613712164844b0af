package io.autodock.formation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.formation.Volume.HostDirectory;
import io.autodock.formation.Volume.NewVolume;
import io.autodock.problem.Problem;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VolumeTest {

    static Stream<Arguments> taken() {
        return Stream.of(
                Arguments.of("/srv/d:/data", new HostDirectory("/srv/d", "/data", false)),
                Arguments.of("/srv/my data:/data", new HostDirectory("/srv/my data", "/data", false)),
                Arguments.of("/srv/d:/data:ro", new HostDirectory("/srv/d", "/data", true)),
                Arguments.of("/srv/d:/data:rw", new HostDirectory("/srv/d", "/data", false)),
                Arguments.of("/data", new NewVolume("/data")),
                Arguments.of("/srv/ümläut:/data", new HostDirectory("/srv/ümläut", "/data", false)),
                Arguments.of("/srv/a,b:/data", new HostDirectory("/srv/a,b", "/data", false)),
                Arguments.of("/srv/d/:/data/", new HostDirectory("/srv/d", "/data", false)),
                Arguments.of("/:/host", new HostDirectory("/", "/host", false)),
                Arguments.of("/srv/..d:/data", new HostDirectory("/srv/..d", "/data", false)),
                Arguments.of(
                        "/srv/it's \"x\" {{ 7*7 }} {% raw %}:/data",
                        new HostDirectory("/srv/it's \"x\" {{ 7*7 }} {% raw %}", "/data", false)));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void readsExactlyWhatIsWritten(String text, Volume volume) {
        assertEquals(volume, Volume.parse(text));
        assertEquals(volume, Volume.parse(volume.written()));
    }

    static String[] refused() {
        return new String[] {
            "/srv/a:b:/data",
            "/srv/a:/data:rw:ro",
            "/srv/a:/data:rx",
            "/srv/a:/data:ro, /etc/localtime:/etc/localtime:ro",
            ":/data",
            "/srv/a:",
            "srv/a:/data",
            "/srv/../etc:/data",
            "/srv/a:data",
            "/srv/a\n:/data",
            "/srv/a:/",
            "",
            "/",
            ":",
            "data",
            "/srv/./a:/data",
            "/srv//a:/data",
            "//srv:/data",
            "/srv/a:/data/..",
            "/data:ro",
            "/srv/a\u0000:/data",
            "/srv/a:/data\u202e",
            "/srv/\ud800:/data",
            "/srv/a:/proc",
            "/srv/a:/proc/sys",
            "/srv/a://",
            "/srv/a:/data:RO",
            "/srv/a:/data:ro:",
            "~/a:/data",
            "/" + "a".repeat(256),
            "/" + "a/".repeat(2048) + "a",
            ":".repeat(1_000_000)
        };
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesTheRest(String text) {
        Problem problem = Refusals.only(() -> Volume.parse(text));
        assertEquals("volumes", problem.field());
        assertTrue(problem.allowed().startsWith("HOST_DIR:CONTAINER_DIR[:rw|ro]"), problem.allowed());
    }

    @Test
    void saysWhatIsWrong() {
        assertEquals(
                "volumes \"/srv/../etc:/data\" is not allowed; allowed is HOST_DIR:CONTAINER_DIR[:rw|ro], or CONTAINER_DIR;"
                        + " both are absolute, without . and .. and empty parts",
                Refusals.only(() -> Volume.parse("/srv/../etc:/data")).sentence());
    }
}
