package io.autodock.formation.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodock.formation.BootstrapMode;
import io.autodock.formation.CpuShares;
import io.autodock.formation.HostnameScheme;
import io.autodock.formation.ImageReference;
import io.autodock.formation.PortMapping;
import io.autodock.formation.Ram;
import io.autodock.formation.Spec;
import io.autodock.formation.Volume;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecJsonTest {

    private static final Spec SPEC = new Spec(
            3,
            ImageReference.parse("r:5000/sshd:1"),
            new CpuShares(1),
            new Ram(1536),
            new HostnameScheme("web"),
            List.of(PortMapping.parse("=[::1]:8080:80"), PortMapping.parse("53/udp")),
            List.of(Volume.parse("/srv/ü \"x\":/data:ro"), Volume.parse("/new")),
            Optional.of("H1"),
            BootstrapMode.NONE,
            true);
    private static final String TEXT = "{\"number\":3,\"image\":\"r:5000/sshd:1\",\"cpu-shares\":1,\"ram\":\"1536M\","
            + "\"hostname-scheme\":\"web\",\"ports\":[\"=[::1]:8080:80\",\"53:53/udp\"],"
            + "\"volumes\":[\"/srv/ü \\\"x\\\":/data:ro\",\"/new\"],\"host-server\":\"H1\",\"bootstrap\":\"none\","
            + "\"bootstrap-asked\":true}";

    @Test
    void writesOneText() {
        assertEquals(TEXT, SpecJson.write(SPEC));
    }

    @Test
    void readsItBack() {
        assertEquals(SPEC, SpecJson.read(TEXT));
        Spec plain = new Spec(
                1,
                SPEC.image(),
                CpuShares.DEFAULT,
                Ram.DEFAULT,
                SPEC.hostnameScheme(),
                List.of(),
                List.of(),
                Optional.empty(),
                BootstrapMode.MINION,
                false);
        assertEquals(plain, SpecJson.read(SpecJson.write(plain)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{}", "{\"number\":0}", "not JSON"})
    void saysWhenSomebodyWroteOverIt(String text) {
        AutodockException refused = assertThrows(AutodockException.class, () -> SpecJson.read(text));
        assertEquals(ProblemCode.FAILED, refused.code());
    }

    @Test
    void dropsNoFieldItDoesNotKnow() {
        assertEquals(
                ProblemCode.FAILED,
                assertThrows(
                                AutodockException.class,
                                () -> SpecJson.read(TEXT.replace("\"number\"", "\"url\":1,\"number\"")))
                        .code());
    }
}
