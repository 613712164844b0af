package io.autodock.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autodock.etcd.Entry;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.Keys;
import io.autodock.lab.Lab;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A user of the service, with what the engines and etcd hold of theirs. */
record Tenant(RunningService service, String user) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code autodock create -u USER -f FORMATION …}; options are separated by blanks. */
    Outcome create(String formation, String options) {
        return command("create", formation, options);
    }

    /** {@code autodock delete -u USER -f FORMATION …}. */
    Outcome delete(String formation, String options) {
        return command("delete", formation, options);
    }

    Outcome command(String verb, String formation, String options) {
        return service.cli(Stream.concat(
                        Stream.of(verb, "-u", user, "-f", formation),
                        Arrays.stream(options.strip().split(" +")).filter(option -> !option.isEmpty()))
                .toArray(String[]::new));
    }

    JsonNode json(String... arguments) {
        Outcome outcome = service.cli(
                Stream.concat(Arrays.stream(arguments), Stream.of("--json")).toArray(String[]::new));
        return parsed(outcome.out().isEmpty() ? outcome.error() : outcome.out());
    }

    static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** The apps of a formation as {@code show} tells them. */
    List<JsonNode> apps(String formation) {
        return list(json("show", "-u", user, "-f", formation).get("apps"));
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> nodes = new ArrayList<>();
        array.forEach(nodes::add);
        return nodes;
    }

    /** Host server and port of every app, by hostname, as {@code /USER/FORMATION} publishes them. */
    Map<String, String> published(String formation) {
        try (EtcdStore etcd = service.openEtcd()) {
            String value =
                    etcd.get("/" + user + "/" + formation).map(Entry::value).orElse("[]");
            return byName(
                    parsed(value),
                    (app, places) -> places.put(
                            app.get("hostname").asText(),
                            app.get("host-server").asText() + ":"
                                    + app.get("port").asText()));
        }
    }

    private static Map<String, String> byName(JsonNode apps, BiConsumer<JsonNode, Map<String, String>> entry) {
        Map<String, String> places = new TreeMap<>();
        apps.forEach(app -> entry.accept(app, places));
        return places;
    }

    /** The same as the engines have bound it: host server and the host port of that container port. */
    Map<String, String> bound(String formation, int containerPort) {
        Map<String, String> places = new TreeMap<>();
        hosts().forEach(host -> docker(
                        host,
                        "ps",
                        "--filter",
                        "label=io.autodock.formation=" + formation,
                        "--filter",
                        "label=io.autodock.user=" + user,
                        "--format",
                        "{{.Names}} {{.Ports}}")
                .lines()
                .forEach(line -> places.put(
                        line.substring(0, line.indexOf(' ')),
                        Lab.get().host(host).name() + ":"
                                + line.replaceAll("^.*?0\\.0\\.0\\.0:(\\d+)->" + containerPort + "/.*$", "$1"))));
        return places;
    }

    /** The formation's containers in whatever state, {@code HOST NAME STATE}. */
    List<String> containers(String formation) {
        return hosts().mapToObj(host -> docker(
                                host,
                                "ps",
                                "-a",
                                "--filter",
                                "label=io.autodock.formation=" + formation,
                                "--filter",
                                "label=io.autodock.user=" + user,
                                "--format",
                                "{{.Names}} {{.State}}")
                        .lines()
                        .map(line -> host + " " + line))
                .flatMap(lines -> lines)
                .sorted()
                .toList();
    }

    /** What etcd still holds that names this formation or its apps: books, records, published key. */
    List<String> held(String formation, String scheme) {
        try (EtcdStore etcd = service.openEtcd()) {
            Stream<Entry> entries = Stream.of(
                            Keys.HOST_BOOKS, Keys.FORMATIONS + user + "/" + formation, "/" + user + "/" + formation)
                    .flatMap(prefix -> etcd.list(prefix).stream());
            return entries.filter(entry -> entry.key().endsWith("/" + formation)
                            || entry.value().contains("\"" + scheme + "0"))
                    .map(entry -> entry.key() + " " + entry.value())
                    .toList();
        }
    }

    /** All that is left of a formation anywhere; empty when nothing is. */
    List<String> left(String formation, String scheme) {
        return Stream.of(containers(formation), held(formation, scheme), minionKeys(scheme))
                .flatMap(List::stream)
                .toList();
    }

    /** Minion keys of that scheme, {@code LIST NAME}. */
    static List<String> minionKeys(String scheme) {
        return list(parsed(Lab.get().run("master", "salt-key", "--out=json", "-L"))
                        .get("minions"))
                .stream()
                .map(JsonNode::asText)
                .filter(name -> name.startsWith(scheme))
                .toList();
    }

    static String docker(int host, String... arguments) {
        return Lab.get().docker(host, arguments);
    }

    static IntStream hosts() {
        return IntStream.rangeClosed(1, 3);
    }
}
