package io.autodock.formation.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.autodock.formation.BootstrapMode;
import io.autodock.formation.CpuShares;
import io.autodock.formation.HostnameScheme;
import io.autodock.formation.ImageReference;
import io.autodock.formation.Order;
import io.autodock.formation.PortMapping;
import io.autodock.formation.Ram;
import io.autodock.formation.Spec;
import io.autodock.formation.Volume;
import io.autodock.problem.AutodockException;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A spec survives being written and read, and no bytes make the reader stumble. */
class OrderPropertiesTest {

    private static final OrderReader READER = new OrderReader(OrderDefaults.none());

    @Provide
    Arbitrary<Spec> specs() {
        Arbitrary<List<PortMapping>> ports = Arbitraries.integers()
                .between(1, 65535)
                .map(port ->
                        PortMapping.parse((port % 2 == 0 ? "=" : "") + port + ":80" + (port % 3 == 0 ? "/udp" : "")))
                .list()
                .uniqueElements(PortMapping::hostPort)
                .ofMaxSize(5);
        Arbitrary<List<Volume>> volumes = Arbitraries.of("/new", "/srv/ü x:/a", "/srv/it's \"x\" {{ 7*7 }}:/b:ro")
                .map(Volume::parse)
                .list()
                .uniqueElements()
                .ofMaxSize(3);
        Arbitrary<Optional<String>> hosts = Arbitraries.of(Optional.empty(), Optional.of("H1"));
        return Combinators.combine(
                        Arbitraries.integers().between(1, 1000),
                        Arbitraries.of("sshd", "r:5000/a/b:1", "sshd@sha256:" + "0a".repeat(32))
                                .map(ImageReference::parse),
                        Arbitraries.integers().between(1, 1024).map(CpuShares::new),
                        Arbitraries.integers().between(6, 100_000).map(Ram::new),
                        ports,
                        volumes,
                        hosts,
                        Arbitraries.of(BootstrapMode.class))
                .as((number, image, shares, ram, mappings, mounts, host, mode) -> new Spec(
                        number,
                        image,
                        shares,
                        ram,
                        new HostnameScheme("web"),
                        mappings,
                        mounts,
                        host,
                        mode,
                        number % 2 == 0));
    }

    @Property(tries = 500)
    void aSpecSurvivesBeingKept(@ForAll("specs") Spec spec) {
        String text = SpecJson.write(spec);
        assertEquals(spec, SpecJson.read(text));
        assertEquals(text, SpecJson.write(SpecJson.read(text)));
        assertEquals(spec.hash(), SpecJson.read(text).hash());
    }

    @Property(tries = 500)
    void anOrderIsReadAsItWasSent(@ForAll("specs") Spec spec) {
        String sent = SpecJson.write(spec)
                .replaceFirst("\\{", "{\"user\":\"team1\",\"formation\":\"f1\",")
                .replaceFirst(",\"bootstrap-asked\":(true|false)", "");
        Spec read = READER.read(sent.getBytes(UTF_8)).get(0).spec().orElseThrow();
        assertEquals(
                new Spec(
                        spec.number(),
                        spec.image(),
                        spec.cpuShares(),
                        spec.ram(),
                        spec.hostnameScheme(),
                        spec.ports(),
                        spec.volumes(),
                        spec.hostServer(),
                        spec.bootstrap(),
                        true),
                read);
    }

    @Property(tries = 2000)
    void anyBytesAreReadOrRefused(@ForAll("almostOrders") byte[] bytes) {
        try {
            List<Order> orders = READER.read(bytes);
            assertFalse(orders.isEmpty());
        } catch (AutodockException refused) {
            assertFalse(refused.problems().isEmpty());
        }
    }

    /** A good order with a few of its bytes changed, or cut short. */
    @Provide
    Arbitrary<byte[]> almostOrders() {
        byte[] good =
                ("[{\"user\":\"a\",\"formation\":\"b\",\"image\":\"sshd\",\"hostname-scheme\":\"web\",\"number\":3,"
                                + "\"ram\":\"100M\",\"ports\":[\"8080:80\"],\"volumes\":[\"/a\"],\"id\":\"x\",\"token\":\"t\"}]")
                        .getBytes(UTF_8);
        Arbitrary<Integer> places = Arbitraries.integers().between(0, good.length - 1);
        Arbitrary<Byte> values = Arbitraries.oneOf(
                Arbitraries.bytes(),
                Arbitraries.of((byte) '"', (byte) '{', (byte) '}', (byte) ',', (byte) '\\', (byte) '0'));
        return Combinators.combine(places.list().ofMaxSize(3), values, places).as((changed, value, length) -> {
            byte[] bytes = java.util.Arrays.copyOf(good, length % 2 == 0 ? length : good.length);
            changed.stream().filter(place -> place < bytes.length).forEach(place -> bytes[place] = value);
            return bytes;
        });
    }
}
