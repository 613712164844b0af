package io.autodock.formation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.problem.AutodockException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecTest {

    private static Spec spec(int number, List<String> ports, List<String> volumes) {
        return spec(number, ports, volumes, BootstrapMode.CRON);
    }

    private static Spec spec(int number, List<String> ports, List<String> volumes, BootstrapMode bootstrap) {
        return new Spec(
                number,
                ImageReference.parse("sshd:1"),
                CpuShares.DEFAULT,
                Ram.DEFAULT,
                HostnameScheme.parse("web"),
                ports.stream().map(PortMapping::parse).toList(),
                volumes.stream().map(Volume::parse).toList(),
                Optional.empty(),
                bootstrap,
                false);
    }

    @Test
    void foldsExactDuplicates() {
        Spec folded = spec(1, List.of("8080:80", "8080:80/tcp", "8080:80"), List.of("/a", "/a/"));
        assertEquals(spec(1, List.of("8080:80"), List.of("/a")), folded);
        assertEquals(List.of(PortMapping.parse("8080:80")), folded.ports());
    }

    @Test
    void keepsTwoHostPortsToOneContainerPort() {
        assertEquals(
                2, spec(1, List.of("8080:80", "8081:80"), List.of()).ports().size());
    }

    @Test
    void refusesOneExactHostPortTwice() {
        assertEquals(
                "ports \"=8080:81\" is not allowed; allowed is an exact host port once: =8080:80 asks for it",
                Refusals.only(() -> spec(1, List.of("=8080:80", "=8080:81"), List.of()))
                        .sentence());
        assertEquals(
                4,
                spec(1, List.of("=127.0.0.1:80:80", "=127.0.0.2:80:81", "=80:81/udp", "80:82"), List.of())
                        .ports()
                        .size());
    }

    @Test
    void refusesTwoVolumesOnOneDirectory() {
        assertEquals(
                "volumes \"/srv/b:/a:rw\" is not allowed; allowed is one volume for each CONTAINER_DIR: /a is taken",
                Refusals.only(() -> spec(1, List.of(), List.of("/a", "/srv/b:/a")))
                        .sentence());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc",
                "/etc/salt",
                "/etc/salt/pki/minion",
                "/etc/ssh",
                "/etc/cron.d",
                "/root",
                "/root/.ssh",
                "/run",
                "/run/sshd",
                "/var/run",
                "/var",
                "/var/lib",
                "/var/lib/autodock",
                "/srv/keys:/root/.ssh:ro"
            })
    void keepsVolumesOffWhatMakesAnAppItself(String volume) {
        String allowed =
                Refusals.only(() -> spec(1, List.of(), List.of(volume))).allowed();
        assertTrue(allowed.startsWith("a CONTAINER_DIR apart from /"), allowed);
        assertEquals(
                1,
                spec(1, List.of(), List.of(volume), BootstrapMode.NONE)
                        .volumes()
                        .size());
    }

    @Test
    void namesTheDirectoryThatAVolumeWouldCover() {
        assertEquals(
                "volumes \"/srv/a:/etc:rw\" is not allowed; allowed is a CONTAINER_DIR apart from /etc/salt,"
                        + " which each bootstrapped app has to itself",
                Refusals.only(() -> spec(1, List.of(), List.of("/srv/a:/etc"))).sentence());
        List<String> beside = List.of("/etc/saltpan", "/etc/nginx", "/root/work", "/var/lib/mysql", "/run/app");
        assertEquals(5, spec(1, List.of(), beside).volumes().size());
    }

    @Test
    void boundsWhatOneAppMayHave() {
        List<String> ports =
                IntStream.rangeClosed(1, 33).mapToObj(Integer::toString).toList();
        List<String> volumes =
                IntStream.rangeClosed(1, 33).mapToObj(n -> "/v" + n).toList();
        assertEquals(
                "at most 32", Refusals.only(() -> spec(1, ports, List.of())).allowed());
        assertEquals(
                "at most 32", Refusals.only(() -> spec(1, List.of(), volumes)).allowed());
        assertThrows(IllegalArgumentException.class, () -> spec(0, List.of(), List.of()));
        assertThrows(IllegalArgumentException.class, () -> spec(1001, List.of(), List.of()));
    }

    @Test
    void refusesASchemeTooLongForTheNumber() {
        HostnameScheme longest = HostnameScheme.parse("a".repeat(60));
        assertThrows(
                AutodockException.class,
                () -> new Spec(
                        1000,
                        ImageReference.parse("sshd"),
                        CpuShares.DEFAULT,
                        Ram.DEFAULT,
                        longest,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        BootstrapMode.CRON,
                        false));
    }

    /** A label that a running container carries must stay true: a change of these texts needs a migration. */
    @Test
    void hashesTheSameInEveryRelease() {
        Spec spec = spec(3, List.of("8080:80", "53/udp"), List.of("/srv/d:/data:ro", "/new"));
        assertEquals("67abe7de78da17ed0fde08e0c26b0766f3d54acf23daff79b13f6133addc8431", spec.hash());
        assertEquals("fab0199ef758829f039bc1b3e3a3dbbe5dd78ca3e0b1d127dc98d0a625bda454", spec.containerHash());
    }

    @Test
    void hashesEachFieldButTheNumberIntoTheContainers() {
        Spec three = spec(3, List.of("8080:80"), List.of());
        Spec five = spec(5, List.of("8080:80"), List.of());
        assertNotEquals(three.hash(), five.hash());
        assertEquals(three.containerHash(), five.containerHash());
        Stream.of(spec(3, List.of("8081:80"), List.of()), spec(3, List.of("8080:80"), List.of("/a")))
                .forEach(other -> assertNotEquals(three.containerHash(), other.containerHash()));
    }

    @Test
    void takesANamedDefaultForTheSameSpec() {
        Spec plain = spec(1, List.of(), List.of());
        Spec named = new Spec(
                1,
                plain.image(),
                plain.cpuShares(),
                plain.ram(),
                plain.hostnameScheme(),
                List.of(),
                List.of(),
                Optional.empty(),
                BootstrapMode.CRON,
                true);
        assertEquals(plain.hash(), named.hash());
        assertNotEquals(plain, named);
    }

    @Test
    void followsAnAppOnItsWay() {
        PublishedPort port = new PublishedPort("", 8080, 80, Protocol.TCP);
        App placed = App.placed("web001", "H1", List.of(port), OptionalInt.of(9023));
        assertEquals(AppState.PLACED, placed.state());
        App running = placed.running("c1").withKey("k1").withKey("k2").bootstrapped();
        assertEquals(
                new App(
                        "web001",
                        "H1",
                        List.of(port),
                        OptionalInt.of(9023),
                        AppState.BOOTSTRAPPED,
                        "c1",
                        List.of("k1", "k2")),
                running);
        assertEquals(8080, running.port());
        assertEquals(
                9023, App.placed("a", "H1", List.of(), OptionalInt.of(9023)).port());
        assertEquals(0, App.placed("a", "H1", List.of(), OptionalInt.empty()).port());
    }
}
