package io.autodock.formation.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.formation.BootstrapMode;
import io.autodock.formation.CpuShares;
import io.autodock.formation.FormationId;
import io.autodock.formation.HostnameScheme;
import io.autodock.formation.ImageReference;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.formation.PortMapping;
import io.autodock.formation.Ram;
import io.autodock.formation.Spec;
import io.autodock.formation.UserName;
import io.autodock.formation.Volume;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import io.autodock.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderReaderTest {

    private static final OrderReader READER =
            new OrderReader(new OrderDefaults(Optional.of("sshd:1"), Optional.empty()));
    private static final String KNOWN = "one of user, formation, operation, id, token, number, cpu-shares, ram,"
            + " hostname-scheme, image, ports, volumes, host-server, bootstrap, env, command, container-user, network,"
            + " ulimits, sysctls, log-driver, stop-timeout, labels, cap-add, devices, privileged, where, max-per-host,"
            + " spread, restart, on-host-loss";
    private static final String SHAPE = "one JSON object or a list of them, as UTF-8 text";
    private static final String FEWEST = "{\"user\": \"team1\", \"formation\": \"f1\", \"hostname-scheme\": \"web\"}";

    private static List<Order> read(String json) {
        return READER.read(json.getBytes(UTF_8));
    }

    private static Order one(String json) {
        List<Order> orders = read(json);
        assertEquals(1, orders.size());
        return orders.get(0);
    }

    private static Order with(String member) {
        return one(FEWEST.replace("}", ", " + member + "}"));
    }

    private static List<Problem> refused(String json) {
        AutodockException refused = assertThrows(AutodockException.class, () -> read(json));
        assertEquals(ProblemCode.INVALID, refused.code());
        return refused.problems();
    }

    private static Problem refusedWith(String member) {
        List<Problem> problems = refused(FEWEST.replace("}", ", " + member + "}"));
        assertEquals(1, problems.size(), problems.toString());
        return problems.get(0);
    }

    @Test
    void readsTheExampleOfTheInterface() {
        Order order = one("{\"user\": \"cholcomb\", \"formation\": \"owncloud\", \"number\": 3, \"cpu-shares\": 100,"
                + " \"ram\": \"100M\", \"hostname-scheme\": \"clweb\", \"ports\": [\"8080:80\"], \"volumes\": []}");
        Spec spec = new Spec(
                3,
                ImageReference.parse("sshd:1"),
                new CpuShares(100),
                new Ram(100),
                new HostnameScheme("clweb"),
                List.of(PortMapping.parse("8080:80")),
                List.of(),
                Optional.empty(),
                BootstrapMode.CRON,
                false);
        assertEquals(
                new Order(
                        Operation.CREATE,
                        Optional.of(FormationId.of("cholcomb", "owncloud")),
                        Optional.of(spec),
                        Optional.empty(),
                        Optional.empty()),
                order);
    }

    @Test
    void readsEveryField() {
        Order order = one("{\"operation\": \"create\", \"user\": \"a\", \"formation\": \"b\", \"id\": \"dep loy-7~\","
                + " \"token\": \"t0ken\", \"number\": \"2\", \"cpu-shares\": \"1\", \"ram\": \"1.5G\","
                + " \"hostname-scheme\": \"web\", \"image\": \"r:5000/x:2\", \"ports\": [\"=80:80\", 8080],"
                + " \"volumes\": [\"/srv/my data:/data:ro\"], \"host-server\": \"H1\", \"bootstrap\": \"minion\"}");
        Spec spec = new Spec(
                2,
                ImageReference.parse("r:5000/x:2"),
                new CpuShares(1),
                new Ram(1536),
                new HostnameScheme("web"),
                List.of(PortMapping.parse("=80:80"), PortMapping.parse("8080")),
                List.of(new Volume.HostDirectory("/srv/my data", "/data", true)),
                Optional.of("H1"),
                BootstrapMode.MINION,
                true);
        assertEquals(
                new Order(
                        Operation.CREATE,
                        Optional.of(FormationId.of("a", "b")),
                        Optional.of(spec),
                        Optional.of("dep loy-7~"),
                        Optional.of(new Order.Token("t0ken"))),
                order);
    }

    @Test
    void fillsInWhatIsLeftOut() {
        Spec spec = one(FEWEST).spec().orElseThrow();
        assertEquals(1, spec.number());
        assertEquals(CpuShares.DEFAULT, spec.cpuShares());
        assertEquals(new Ram(100), spec.ram());
        assertEquals("sshd:1", spec.image().written());
        assertEquals(BootstrapMode.CRON, spec.bootstrap());
        assertFalse(spec.bootstrapAsked());
        assertTrue(with("\"bootstrap\": \"cron\"").spec().orElseThrow().bootstrapAsked());
        OrderReader ofTeam2 =
                new OrderReader(new OrderDefaults(Optional.of("sshd"), Optional.of(new UserName("team2"))));
        assertEquals(
                Optional.of(FormationId.of("team2", "f")),
                ofTeam2.read("{\"formation\":\"f\",\"hostname-scheme\":\"w\"}".getBytes(UTF_8))
                        .get(0)
                        .formation());
        assertEquals(
                Optional.of(FormationId.of("team1", "f1")),
                ofTeam2.read(FEWEST.getBytes(UTF_8)).get(0).formation());
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "\"100\"", "\"100M\""})
    void takesNumbersAndStringsAlike(String ram) {
        assertEquals(new Ram(100), with("\"ram\": " + ram).spec().orElseThrow().ram());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ram|100.5|100.5",
                "ram|null|null",
                "ram|true|true",
                "ram|1e2|1e2",
                "ram|[100]|a list",
                "ram|{}|an object",
                "ram|12parsecs|12parsecs",
                "number|0|0",
                "number|3.0|3.0",
                "number|null|null",
                "number|-1|-1",
                "cpu-shares|2.5|2.5",
                "cpu-shares|false|false",
                "cpu-shares|''|''",
                "user|7|7",
                "hostname-scheme|7|7",
                "hostname-scheme|null|null",
                "image|''|''",
                "image|null|null",
                "ports|8080:80|8080:80",
                "ports|8080|8080",
                "ports|[null]|null",
                "ports|[[8080]]|a list",
                "ports|[80.5]|80.5",
                "ports|[70000]|70000",
                "volumes|[true]|true",
                "volumes|[{}]|an object",
                "volumes|null|null",
                "host-server|''|''",
                "host-server|1|1",
                "bootstrap|true|true",
                "formation|''|''",
                "operation|null|null",
                "operation|edit|edit",
                "id|7|7",
                "id|''|''",
                "id|ü|ü",
                "id|null|null"
            })
    void refusesOtherTypesAndValues(String field, String json, String shown) {
        boolean literal = json.matches("[\\[{].*|-?[0-9][0-9.e]*|true|false|null") && !json.contains(":");
        String member = "\"" + field + "\": " + (literal ? json : "\"" + json + "\"");
        String kept = FEWEST.replaceAll("\"" + field + "\": \"[a-z0-9]+\",? ?", "");
        List<Problem> problems = refused(kept.replace("}", (kept.endsWith(", }") ? "" : ", ") + member + "}"));
        assertEquals(1, problems.size(), problems.toString());
        assertEquals(field, problems.get(0).field());
        assertEquals(shown, problems.get(0).value());
    }

    @Test
    void boundsTheId() {
        assertEquals(
                128,
                with("\"id\": \"" + "x".repeat(128) + "\"")
                        .idempotencyKey()
                        .orElseThrow()
                        .length());
        assertEquals(
                "a string of 1 to 128 printable ASCII characters",
                refusedWith("\"id\": \"" + "x".repeat(129) + "\"").allowed());
        assertEquals("id", refusedWith("\"id\": \"a\\nb\"").field());
    }

    @Test
    void refusesUnknownFieldsWithTheNearestKnownOne() {
        assertEquals(
                "field \"nummber\" is not allowed; allowed is " + KNOWN + "; did you mean \"number\"?",
                refusedWith("\"nummber\": 3").sentence());
        assertTrue(refusedWith("\"cpu_shares\": 3").allowed().endsWith("did you mean \"cpu-shares\"?"));
        assertTrue(refusedWith("\"hostServer\": 3").allowed().endsWith("did you mean \"host-server\"?"));
        assertTrue(refusedWith("\"CamelFileName\": 3").value().equals("CamelFileName"));
        assertEquals("field", refusedWith("\"\": 3").field());
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "secrets", "secret", "health"})
    void refusesWhatComesLaterByName(String name) {
        Problem problem = refusedWith("\"" + name + "\": \"PLANTED=secret\"");
        assertEquals(
                "field \"" + name + "\" is not allowed; allowed is " + KNOWN + "; \"" + name
                        + "\" is not available yet",
                problem.sentence());
    }

    @Test
    void refusesWhatIsThereTwice() {
        assertEquals(new Problem("field", "user", "each field once"), refusedWith("\"user\": \"team2\""));
        assertEquals(new Problem("field", "ram", "each field once"), refusedWith("\"ram\": 100, \"r\\u0061m\": 200"));
    }

    @Test
    void tellsAllProblemsAtOnce() {
        List<Problem> problems = refused(
                "{\"formation\": \"F\", \"number\": 0, \"ram\": null, \"cpu-shares\": 2.5,"
                        + " \"ports\": [\"8080\", \"0:80\", \"a\"], \"volumes\": [\"/a\", \"b\"], \"color\": 1, \"image\": \"A\"}");
        assertEquals(
                List.of(
                        "color=field",
                        "=user",
                        "F=formation",
                        "=hostname-scheme",
                        "A=image",
                        "0=number",
                        "2.5=cpu-shares",
                        "null=ram",
                        "0:80=ports",
                        "a=ports",
                        "b=volumes"),
                problems.stream()
                        .map(problem -> problem.field().equals("field")
                                ? problem.value() + "=field"
                                : problem.value() + "=" + problem.field())
                        .toList());
    }

    @Test
    void saysWhatIsMissing() {
        List<Problem> problems = assertThrows(
                        AutodockException.class, () -> new OrderReader(OrderDefaults.none()).read("{}".getBytes(UTF_8)))
                .problems();
        assertEquals(
                List.of("formation", "user", "hostname-scheme", "image"),
                problems.stream().map(Problem::field).toList());
        assertTrue(problems.stream().allMatch(problem -> problem.allowed().endsWith("; it is missing")));
    }

    @Test
    void checksTheSpecAsAWhole() {
        assertEquals(
                "hostname-scheme",
                refused(FEWEST.replace("web", "a".repeat(60)).replace("}", ", \"number\": 1000}"))
                        .get(0)
                        .field());
        assertEquals(
                "=8080:81",
                refusedWith("\"ports\": [\"=8080:80\", \"=8080:81\"]").value());
        assertEquals(
                "a list",
                refusedWith("\"ports\": [" + "8080,".repeat(32) + "8080]").value());
    }

    @Test
    void readsTheOtherOperations() {
        assertEquals(
                new Order(
                        Operation.DELETE,
                        Optional.of(FormationId.of("a", "b")),
                        Optional.empty(),
                        Optional.of("k"),
                        Optional.empty()),
                one("{\"operation\": \"delete\", \"user\": \"a\", \"formation\": \"b\", \"id\": \"k\"}"));
        assertEquals(Optional.empty(), one("{\"operation\": \"verify\"}").formation());
        assertEquals(
                Optional.of(FormationId.of("a", "b")),
                one("{\"operation\": \"verify\", \"user\": \"a\", \"formation\": \"b\"}")
                        .formation());
        assertEquals(
                "formation",
                refused("{\"operation\": \"verify\", \"user\": \"a\"}").get(0).field());
        assertEquals(
                "number \"3\" is not allowed; allowed is nothing with operation delete",
                refused("{\"operation\": \"delete\", \"user\": \"a\", \"formation\": \"b\", \"number\": 3}")
                        .get(0)
                        .sentence());
        assertEquals(
                List.of("operation"),
                refused("{\"operation\": \"edit\", \"user\": \"a\", \"formation\": \"b\", \"number\": 3}").stream()
                        .map(Problem::field)
                        .toList());
    }

    @Test
    void readsLists() {
        List<Order> orders = read("[" + FEWEST + ", " + FEWEST.replace("f1", "f2") + "]");
        assertEquals(
                List.of("team1/f1", "team1/f2"),
                orders.stream()
                        .map(order -> order.formation().orElseThrow().toString())
                        .toList());
        assertEquals(1, read("[" + FEWEST + "]").size());
        assertEquals(
                List.of("ram (request 2 of 2)"),
                refused("[" + FEWEST + ", " + FEWEST.replace("}", ", \"ram\": 0}") + "]").stream()
                        .map(Problem::field)
                        .toList());
        assertEquals(
                "request (request 2 of 2)",
                refused("[" + FEWEST + ", 7]").get(0).field());
        assertEquals("a list of 0", refused("[]").get(0).value());
        assertEquals(
                "a list of 1001", refused("[" + "7,".repeat(1000) + "7]").get(0).value());
        assertEquals(50, refused("[" + "7,".repeat(999) + "7]").size());
    }

    static String[] noOrder() {
        return new String[] {
            "",
            " \r\n",
            "7",
            "null",
            "\"t0ken\"",
            "{",
            "[",
            "{\"a\"",
            FEWEST + "x",
            FEWEST + FEWEST,
            FEWEST + ",",
            FEWEST + "]",
            "[" + FEWEST,
            "[" + FEWEST + ",]",
            "{'user': 'a'}",
            "{user: 1}",
            FEWEST.replace("}", ",}"),
            "// comment\n" + FEWEST,
            FEWEST.replace("\"web\"", "NaN"),
            FEWEST.replace("web", "w\neb"),
            FEWEST.replace("\"web\"", "007"),
            "[".repeat(17) + "]".repeat(17),
            "[".repeat(100_000),
            "\uFEFF\uFEFF" + FEWEST,
            FEWEST.replace("web", "\\x41"),
            "hello t0ken",
            FEWEST + "\u0000"
        };
    }

    @ParameterizedTest
    @MethodSource("noOrder")
    void refusesWhatIsNotOneOrderOrAList(String text) {
        List<Problem> problems = refused(text);
        assertEquals(1, problems.size());
        assertEquals("request", problems.get(0).field());
        assertTrue(problems.get(0).allowed().startsWith(SHAPE), problems.toString());
        assertFalse(problems.get(0).sentence().contains("t0ken"), problems.toString());
    }

    @Test
    void saysWhereItStopsBeingJson() {
        assertEquals(
                "request \"line 2, column 11\" is not allowed; allowed is " + SHAPE + "; there it stops being JSON",
                refused("{\n  \"user\": !}").get(0).sentence());
    }

    @Test
    void readsUtf8Alone() {
        byte[] latin = "{\"user\": \"j\u00fcrgen\"}".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertEquals(
                "request \"bytes that are not UTF-8\" is not allowed; allowed is " + SHAPE,
                assertThrows(AutodockException.class, () -> READER.read(latin)).sentence());
        assertThrows(AutodockException.class, () -> READER.read(FEWEST.getBytes(UTF_16)));
        assertEquals(1, read("\uFEFF" + FEWEST).size());
        assertEquals(1, read("\r\n" + FEWEST.replace(", ", ",\r\n") + "\r\n").size());
        assertEquals("jürgen", refused(FEWEST.replace("team1", "jürgen")).get(0).value());
    }

    @Test
    void boundsTheSize() {
        String padding = " ".repeat(2 * 1024 * 1024 - FEWEST.length());
        assertEquals(1, read(FEWEST + padding).size());
        AutodockException tooLarge = assertThrows(AutodockException.class, () -> read(FEWEST + padding + " "));
        assertEquals(ProblemCode.TOO_LARGE, tooLarge.code());
        assertEquals("request \"2097153 bytes\" is not allowed; allowed is at most 2097152 bytes", tooLarge.sentence());
        assertEquals(
                "field", refusedWith("\"x\": \"" + "y".repeat(100_000) + "\"").field());
        assertEquals("field", refusedWith("\"" + "y".repeat(100_000) + "\": 1").field());
    }

    @Test
    void neverShowsAToken() {
        Problem problem = refusedWith("\"token\": \"planted\\n\"");
        assertEquals("(not shown)", problem.value());
        assertFalse(refusedWith("\"tokn\": \"planted\"").sentence().contains("planted"));
        assertFalse(with("\"token\": \"planted\"").toString().contains("planted"));
    }

    @Test
    void readsOptionsAndRulesInEitherForm() {
        String lists = "\"env\": [\"A=1\", \"B=x y\"], \"labels\": [\"team=a\"], \"command\": \"sleep '9 9'\","
                + " \"ulimits\": [\"nofile=5\"], \"stop-timeout\": 30, \"where\": [\"rack=a\"], \"max-per-host\": 2,"
                + " \"spread\": \"rack\", \"restart\": \"on-failure:3\", \"on-host-loss\": \"wait\", \"privileged\": \"true\"";
        String objects =
                "\"env\": {\"A\": 1, \"B\": \"x y\"}, \"labels\": {\"team\": \"a\"}, \"command\": [\"sleep\", \"9 9\"],"
                        + " \"ulimits\": {\"nofile\": \"5\"}, \"stop-timeout\": \"30\", \"where\": {\"rack\": \"a\"},"
                        + " \"max-per-host\": \"2\", \"spread\": \"rack\", \"restart\": \"on-failure:3\","
                        + " \"on-host-loss\": \"wait\", \"privileged\": true";
        Spec spec = with(lists).spec().orElseThrow();
        assertEquals(spec, with(objects).spec().orElseThrow());
        assertEquals(spec, SpecJson.read(SpecJson.write(spec)));
        assertEquals(
                "[sleep, 9 9]", spec.options().command().orElseThrow().words().toString());
        assertEquals("on-failure:3", spec.engineRestart().written());
        assertEquals(30, spec.options().stopTimeout().orElseThrow());
    }

    @Test
    void everyOptionMakesAnotherSpec() {
        String plain = one(FEWEST).spec().orElseThrow().hash();
        List<String> members = List.of(
                "\"env\": [\"A=1\"]",
                "\"env\": [\"A=1\\nenv=B=2\"]",
                "\"env\": [\"A=1\", \"B=2\"]",
                "\"command\": \"a b\"",
                "\"container-user\": \"root\"",
                "\"network\": \"shops\"",
                "\"ulimits\": [\"nofile=5\"]",
                "\"sysctls\": [\"net.core.somaxconn=5\"]",
                "\"log-driver\": \"local\"",
                "\"stop-timeout\": 3",
                "\"labels\": [\"a=b\"]",
                "\"cap-add\": [\"CHOWN\"]",
                "\"devices\": [\"/dev/fuse\"]",
                "\"privileged\": true",
                "\"where\": [\"a=b\"]",
                "\"max-per-host\": 3",
                "\"spread\": \"rack\"",
                "\"restart\": \"no\"",
                "\"on-host-loss\": \"wait\"");
        assertEquals(
                members.size() + 1,
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(plain),
                                members.stream().map(member -> with(member)
                                        .spec()
                                        .orElseThrow()
                                        .hash()))
                        .distinct()
                        .count());
        assertEquals(
                plain,
                with("\"spread\": \"hosts\", \"restart\": \"unless-stopped\", \"on-host-loss\": \"move\"")
                        .spec()
                        .orElseThrow()
                        .hash());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"container-user\": \"1000\"|container-user",
                "\"network\": \"none\"|network",
                "\"network\": \"host\", \"bootstrap\": \"none\", \"ports\": [\"80\"]|network",
                "\"privileged\": \"yes\"|privileged",
                "\"env\": {\"A\": null}|env",
                "\"env\": {\"A\": [1]}|env",
                "\"env\": \"A=1\"|env",
                "\"command\": [\"a\", null]|command",
                "\"command\": []|command",
                "\"stop-timeout\": 601|stop-timeout",
                "\"labels\": [\"io.autodock.user=x\"]|labels"
            })
    void refusesOptionsByField(String member, String field) {
        assertEquals(field, refusedWith(member).field());
    }
}
