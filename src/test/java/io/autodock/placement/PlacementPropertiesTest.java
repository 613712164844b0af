package io.autodock.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostView;
import io.autodock.formation.App;
import io.autodock.formation.BootstrapMode;
import io.autodock.formation.CpuShares;
import io.autodock.formation.HostAddress;
import io.autodock.formation.HostnameScheme;
import io.autodock.formation.ImageReference;
import io.autodock.formation.PortMapping;
import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Ram;
import io.autodock.formation.Spec;
import io.autodock.formation.option.ContainerOptions;
import io.autodock.formation.rule.HostLabel;
import io.autodock.formation.rule.PlacementRules;
import io.autodock.formation.rule.Spread;
import io.autodock.formation.rule.Upkeep;
import io.autodock.registry.Booking;
import io.autodock.registry.HostBook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** What holds for every plan, over 1,000 random clusters each. */
class PlacementPropertiesTest {

    private static final PortRange RANGE = PortRange.AUTOMATIC;
    private static final List<String> PORTS = List.of(
            "8080:80",
            "=8080:80",
            "9023:80",
            "9024:81",
            "=9025:82",
            "127.0.0.1:8080:80",
            "[::1]:8080:81",
            "53:53/udp",
            "8080:80/udp",
            "32766:80",
            "65533:80",
            "=65535:81",
            "0.0.0.0:8081:80");

    /** A cluster and what is to be placed on it. */
    record Situation(ClusterView cluster, PlacementRequest request) {}

    @Provide
    Arbitrary<Situation> situations() {
        return Arbitraries.longs().map(seed -> situation(new Random(seed)));
    }

    private static Situation situation(Random chance) {
        List<HostView> hosts = IntStream.range(0, 1 + chance.nextInt(12))
                .mapToObj(index -> host("H" + index, chance))
                .toList();
        Map<String, HostBook> books = new HashMap<>();
        hosts.stream().filter(host -> chance.nextBoolean()).forEach(host -> {
            HostBook book = book(host, chance);
            books.put(book.hostServer(), book);
        });
        return new Situation(new ClusterView(hosts, books), request(hosts, chance));
    }

    private static HostView host(String name, Random chance) {
        Optional<HostFacts> facts = chance.nextInt(10) == 0
                ? Optional.empty()
                : Optional.of(new HostFacts(
                        chance.nextInt(40) / 10.0,
                        1 + chance.nextInt(8),
                        100L * chance.nextInt(30),
                        chance.nextInt(5) == 0 ? "engine" : "minion"));
        EngineState engine = chance.nextInt(12) == 0 ? new EngineState.Silent("no answer") : Clusters.ANSWERS;
        HostView view = new HostView(Clusters.record(name, chance.nextInt(12) > 0), facts, engine, chance.nextInt(3));
        return chance.nextInt(3) == 0
                ? view
                : Clusters.labelled(view, Map.of("rack", List.of("a", "b", "c").get(chance.nextInt(3))));
    }

    /** Its bookings keep what a book promises: no port twice, no more memory than there is. */
    private static HostBook book(HostView host, Random chance) {
        List<Integer> free = new ArrayList<>(Stream.concat(
                        IntStream.range(8078, 8090).boxed(),
                        IntStream.range(9023, 9040).boxed())
                .toList());
        Collections.shuffle(free, chance);
        long memory = host.facts().map(HostFacts::memoryMegabytes).orElse(1000L);
        Map<String, Booking> bookings = new HashMap<>();
        for (int index = 0; index < chance.nextInt(10) && 50L * (index + 1) <= memory; index++) {
            String hostname = host.host().name() + "-x" + index;
            PublishedPort port = new PublishedPort(
                    chance.nextInt(4) == 0 ? "127.0.0.1" : "",
                    free.get(index),
                    80,
                    chance.nextInt(4) == 0 ? Protocol.UDP : Protocol.TCP);
            bookings.put(hostname, Clusters.booking(hostname, 50, 512, chance.nextBoolean(), port));
        }
        return new HostBook(host.host().name(), bookings, 1);
    }

    private static PlacementRequest request(List<HostView> hosts, Random chance) {
        List<PortMapping> ports = IntStream.range(0, chance.nextInt(4))
                .mapToObj(index -> PORTS.get(chance.nextInt(PORTS.size())))
                .distinct()
                .map(PortMapping::parse)
                .toList();
        Optional<String> pin = chance.nextInt(8) == 0
                ? Optional.of(hosts.get(chance.nextInt(hosts.size())).host().name())
                : Optional.empty();
        Spec spec = new Spec(
                1,
                ImageReference.parse("sshd"),
                CpuShares.DEFAULT,
                new Ram(50 + 50 * chance.nextInt(4)),
                new HostnameScheme("web"),
                ports,
                List.of(),
                pin,
                List.of(BootstrapMode.CRON, BootstrapMode.MINION, BootstrapMode.NONE)
                        .get(chance.nextInt(3)),
                false,
                ContainerOptions.NONE,
                rules(chance),
                Upkeep.DEFAULT);
        List<String> hostnames = IntStream.rangeClosed(1, 1 + chance.nextInt(25))
                .mapToObj(spec.hostnameScheme()::hostname)
                .toList();
        return new PlacementRequest(
                Clusters.F1,
                spec,
                hostnames,
                some(hosts, chance, 3, () -> 1 + chance.nextInt(3)),
                some(hosts, chance, 10, () -> "it refused before"),
                some(
                        hosts,
                        chance,
                        4,
                        () -> Set.of(
                                new HeldPort(Protocol.TCP, 8080),
                                new HeldPort(Protocol.TCP, 9023 + chance.nextInt(9)))),
                some(hosts, chance, 10, () -> "the image is not there"));
    }

    private static PlacementRules rules(Random chance) {
        return new PlacementRules(
                chance.nextInt(6) == 0 ? List.of(new HostLabel("rack", "a")) : List.of(),
                chance.nextInt(4) == 0 ? OptionalInt.of(1 + chance.nextInt(4)) : OptionalInt.empty(),
                chance.nextInt(3) == 0 ? new Spread.Over("rack") : Spread.DEFAULT);
    }

    private static <T> Map<String, T> some(
            List<HostView> hosts, Random chance, int oneIn, java.util.function.Supplier<T> value) {
        return hosts.stream()
                .map(host -> host.host().name())
                .filter(host -> chance.nextInt(oneIn) == 0)
                .collect(Collectors.toMap(host -> host, host -> value.get()));
    }

    private static Placement place(Situation situation) {
        return Placer.place(situation.cluster(), situation.request(), RANGE);
    }

    private static List<App> apps(Situation situation) {
        return place(situation) instanceof Placement.Placed placed ? placed.apps() : List.of();
    }

    private static Map<String, List<App>> byHost(Situation situation) {
        return apps(situation).stream().collect(Collectors.groupingBy(App::hostServer));
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void aPortHasOneOwner(@ForAll("situations") Situation situation) {
        byHost(situation).forEach((host, apps) -> {
            List<PublishedPort> held =
                    new ArrayList<>(situation.cluster().book(host).ports().toList());
            for (App app : apps) {
                List<PublishedPort> own = new ArrayList<>(app.ports());
                app.sshPort().ifPresent(port -> own.add(new PublishedPort("", port, 22, Protocol.TCP)));
                own.forEach(port -> {
                    assertTrue(
                            held.stream().noneMatch(other -> clash(port, other)), () -> host + " " + port + " twice");
                    assertTrue(!situation
                            .request()
                            .takenByStrangers()
                            .getOrDefault(host, Set.of())
                            .contains(new HeldPort(port.protocol(), port.hostPort())));
                    held.add(port);
                });
            }
        });
    }

    private static boolean clash(PublishedPort one, PublishedPort other) {
        return one.hostPort() == other.hostPort()
                && one.protocol() == other.protocol()
                && HostAddress.overlap(one.address(), other.address());
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void memoryIsNeverPromisedTwice(@ForAll("situations") Situation situation) {
        Map<String, List<App>> placed = byHost(situation);
        situation.cluster().hosts().forEach(view -> view.facts().ifPresent(facts -> {
            String host = view.host().name();
            long asked = (long) placed.getOrDefault(host, List.of()).size()
                    * situation.request().spec().ram().megabytes();
            assertTrue(asked == 0
                    || situation.cluster().book(host).promisedMegabytes() + asked <= facts.memoryMegabytes());
        }));
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void aFormationSpreads(@ForAll("situations") Situation situation) {
        boolean overHosts = situation.request().spec().placement().spread() instanceof Spread.Hosts;
        Map<String, List<App>> apps = byHost(situation);
        for (String host : apps.keySet()) {
            for (String other : withRoom(situation)) {
                if (overHosts || zone(situation, host).equals(zone(situation, other))) {
                    int given = count(situation, apps, host);
                    assertTrue(
                            given <= count(situation, apps, other) + 1,
                            () -> host + " crowded, " + other + " has room");
                }
            }
        }
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void aFormationSpreadsOverTheZonesItAskedFor(@ForAll("situations") Situation situation) {
        if (situation.request().spec().placement().spread() instanceof Spread.Hosts) {
            return;
        }
        Map<String, List<App>> apps = byHost(situation);
        for (String host : apps.keySet()) {
            for (String other : withRoom(situation)) {
                int given = inZone(situation, apps, zone(situation, host));
                assertTrue(
                        given <= inZone(situation, apps, zone(situation, other)) + 1,
                        () -> "the zone of " + host + " is crowded, that of " + other + " has room");
            }
        }
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void noHostTakesMoreThanWasAskedForAndNoneWithoutTheLabels(@ForAll("situations") Situation situation) {
        PlacementRules rules = situation.request().spec().placement();
        Map<String, List<App>> apps = byHost(situation);
        for (String host : apps.keySet()) {
            rules.maxPerHost().ifPresent(most -> assertTrue(count(situation, apps, host) <= most, host));
            assertTrue(rules.where().isEmpty() || zone(situation, host).equals("a"), host);
        }
    }

    private static List<String> withRoom(Situation situation) {
        return place(situation) instanceof Placement.Placed placed
                ? placed.verdicts().stream()
                        .filter(Verdict.Feasible.class::isInstance)
                        .map(Verdict::hostServer)
                        .filter(host -> !isCrowded(situation, host))
                        .toList()
                : List.of();
    }

    /** One that took its last app last is full, and nobody has asked it again. */
    private static boolean isCrowded(Situation situation, String host) {
        OptionalInt most = situation.request().spec().placement().maxPerHost();
        return most.isPresent() && count(situation, byHost(situation), host) >= most.getAsInt();
    }

    private static String zone(Situation situation, String host) {
        return situation.cluster().hosts().stream()
                .filter(view -> view.host().name().equals(host))
                .map(view -> view.labels().getOrDefault("rack", ""))
                .findFirst()
                .orElseThrow();
    }

    private static int inZone(Situation situation, Map<String, List<App>> apps, String zone) {
        return situation.cluster().hosts().stream()
                .map(view -> view.host().name())
                .filter(host -> zone(situation, host).equals(zone))
                .mapToInt(host -> count(situation, apps, host))
                .sum();
    }

    private static int count(Situation situation, Map<String, List<App>> apps, String host) {
        return situation.request().already().getOrDefault(host, 0)
                + apps.getOrDefault(host, List.of()).size();
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void equalInputGivesAnEqualPlan(@ForAll("situations") Situation situation) {
        List<HostView> turned = new ArrayList<>(situation.cluster().hosts());
        Collections.reverse(turned);
        ClusterView again =
                new ClusterView(turned, new HashMap<>(situation.cluster().books()));
        assertEquals(place(situation), Placer.place(again, situation.request(), RANGE));
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void everyAppGetsWhatItAskedForOrNoneGetsAnything(@ForAll("situations") Situation situation) {
        List<App> apps = apps(situation);
        if (apps.isEmpty()) {
            assertEquals(
                    situation.cluster().hosts().size(),
                    place(situation).verdicts().size());
            return;
        }
        assertEquals(
                situation.request().hostnames(),
                apps.stream().map(App::hostname).toList());
        apps.forEach(app -> assertAsked(situation.request().spec(), app));
    }

    private static void assertAsked(Spec spec, App app) {
        assertEquals(spec.ports().size(), app.ports().size());
        for (int index = 0; index < spec.ports().size(); index++) {
            PortMapping asked = spec.ports().get(index);
            PublishedPort got = app.ports().get(index);
            assertEquals(
                    new PublishedPort(asked.address(), got.hostPort(), asked.containerPort(), asked.protocol()), got);
            int end = asked.exact() ? asked.hostPort() : RANGE.endFrom(asked.hostPort());
            assertTrue(got.hostPort() >= asked.hostPort() && got.hostPort() <= end, got.toString());
        }
        assertEquals(spec.bootstrap() != BootstrapMode.NONE, app.sshPort().isPresent());
        app.sshPort().ifPresent(port -> assertTrue(port >= RANGE.first() && port <= RANGE.last()));
    }
}
