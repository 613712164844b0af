package io.autodock.cases;

import static io.autodock.cases.Orders.order;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.Keys;
import io.autodock.lab.Calls;
import io.autodock.lab.Lab;
import io.autodock.lab.RunningService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What people write, as found in the field: taken as meant, or refused in one sentence, and nothing in between. */
class InputCasesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String S60 = "tba" + "a".repeat(57);

    private static RunningService service;
    private static Calls operator;
    private static Calls team1;
    private static String image;
    private final List<String> made = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        image = SleepingImage.build();
        service = RunningService.start(Map.of("autodock.volumes.roots.team1", "/srv", "autodock.image", image));
        operator = Calls.as(service, "operator", "");
        team1 = Calls.as(service, "team1", "team1");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void nothingLeft() {
        made.forEach(formation -> operator.delete("/v1/formations/team1/" + formation + "?wait=60"));
        try (EtcdStore etcd = service.openEtcd()) {
            assertEquals(List.of(), etcd.list("/team1/"));
            assertEquals(List.of(), etcd.list(Keys.FORMATIONS));
        }
    }

    private static Orders f1(String scheme) {
        return order("team1", "f1", scheme);
    }

    private static JsonNode planned(Orders order) {
        Calls.Answer answer = team1.post("/v1/plan", order.text());
        assertEquals(200, answer.status(), answer.body());
        assertTrue(answer.json().path("possible").asBoolean(), answer.body());
        return answer.json();
    }

    /** One sentence with the field, the value as sent and what is allowed. */
    private static String refused(int status, Orders order, String field) {
        Calls.Answer answer = team1.post("/v1/plan", order.text());
        assertEquals(status, answer.status(), order.text() + " " + answer.body());
        JsonNode problems = answer.json().path("problems");
        assertEquals(1, problems.size(), answer.body());
        assertEquals(field, problems.path(0).path("field").asText(), answer.body());
        assertFalse(answer.detail().contains("\n"), answer.detail());
        assertTrue(answer.detail().startsWith(field + " \""), answer.detail());
        return answer.detail();
    }

    private static void allRefused(int status, String field, Function<String, Orders> of, String... values) {
        assertAll(Stream.of(values).map(value -> (Executable) () -> {
            String detail = refused(status, of.apply(value), field);
            String shown = value.replace("\n", "\\u000a");
            assertTrue(detail.contains(shown), detail);
        }));
    }

    private Calls.Answer create(Orders order) {
        made.add(order.json().path("formation").asText());
        Calls.Answer answer = team1.post("/v1/formations?wait=90", order.text());
        assertEquals(200, answer.status(), answer.body());
        assertEquals("done", answer.json().path("state").asText(), answer.body());
        return answer;
    }

    private static JsonNode published(String formation) {
        try (EtcdStore etcd = service.openEtcd()) {
            return JSON.readTree(etcd.get("/team1/" + formation).orElseThrow().value());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode inspected(JsonNode app) {
        try {
            return JSON.readTree(Lab.get()
                            .docker(
                                    hostNumber(app.path("host-server").asText()),
                                    "inspect",
                                    app.path("hostname").asText()))
                    .path(0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int hostNumber(String name) {
        List<String> names = Lab.get().hosts().stream().map(host -> host.name()).toList();
        return names.indexOf(name) + 1;
    }

    @Test
    void case001MemoryIsReadWithEveryUnitAndNeverAsAnotherAmount() {
        Map<String, String> meant = new LinkedHashMap<>();
        Stream.of("100", "100M", "100m", "100MB", "100mb").forEach(ram -> meant.put(ram, "100M"));
        meant.putAll(Map.of("1g", "1024M", "1G", "1024M", "1.5G", "1536M", "2GiB", "2048M"));
        meant.forEach((sent, megabytes) -> {
            Calls.Answer answer =
                    team1.post("/v1/plan", f1("tbweb").with("ram", sent).text());
            assertEquals(200, answer.status(), answer.body());
            assertEquals(megabytes, answer.json().path("spec").path("ram").asText());
        });
        assertEquals(
                "100M",
                planned(f1("tbweb").withJson("ram", "100"))
                        .path("spec")
                        .path("ram")
                        .asText());

        allRefused(
                400,
                "ram",
                ram -> f1("tbweb").with("ram", ram),
                "0",
                "-5",
                "3",
                "5M",
                "abc",
                "10X",
                "1 0 0",
                "1e3",
                "104857600",
                "99999999999999999999G",
                "");
        Stream.of("0", "-5", "3", "5M")
                .forEach(ram -> assertTrue(
                        refused(400, f1("tbweb").with("ram", ram), "ram").contains("at least 6 MB"), ram));
        String bytes = refused(400, f1("tbweb").with("ram", "104857600"), "ram");
        assertTrue(bytes.contains("megabytes, or with a unit: 100, 100M, 2G; the number was read as megabytes"), bytes);
        refused(400, f1("tbweb").withJson("ram", "100.5"), "ram");
        refused(400, f1("tbweb").withJson("ram", "null"), "ram");
    }

    @Test
    void case001OnTheCommandLine() {
        RunningService.Outcome plan =
                cli("plan", "create", "-u", "team1", "-f", "f1", "-s", "tbweb", "-r", "1.5G", "--json");
        assertEquals(0, plan.status(), plan.error());
        assertTrue(plan.out().contains("\"1536M\""), plan.out());
        misused(
                "ram \"10X\" is not allowed; allowed is megabytes, or with a unit: 100, 100M, 2G",
                "-s",
                "tbweb",
                "-r",
                "10X");
        misused("ram \"\" is not allowed", "-s", "tbweb", "-r", "");
        misused("ram \"-5\" is not allowed", "-s", "tbweb", "-r", "-5");
        misused("cpu-shares \"10%\" is not allowed; allowed is 1 to 1024", "-s", "tbweb", "-c", "10%");
        misused("ports \"::1:8080:80\" is not allowed", "-s", "tbweb", "-p", "::1:8080:80");
        misused("ports \"-1:80\" is not allowed", "-s", "tbweb", "-p", "-1:80");
        misused("ports \"\" is not allowed", "-s", "tbweb", "-p", "");
        misused("image \"\" is not allowed", "-s", "tbweb", "-i", "");
        misused("volumes \"/srv/a\\u000a:/data\" is not allowed", "-s", "tbweb", "-v", "/srv/a\n:/data");
        misused("hostname-scheme \"-web\" is not allowed", "-s", "-web");
        misused("hostname-scheme \"wéb\" is not allowed", "-s", "wéb");
        RunningService.Outcome forbidden =
                cli("create", "-u", "team1", "-f", "f1", "-s", "tbweb", "-v", "/etc/salt:/e");
        assertEquals(3, forbidden.status(), forbidden.error());
        oneSentence("volumes \"/etc/salt:/e:rw\" is not allowed", forbidden.error());
    }

    private static RunningService.Outcome cli(String... arguments) {
        return service.cli(Map.of("AUTODOCK_TOKEN", team1.token(), "LC_ALL", "C.UTF-8"), arguments);
    }

    private static void misused(String start, String... options) {
        List<String> command = new ArrayList<>(List.of("plan", "create", "-u", "team1", "-f", "f1"));
        command.addAll(List.of(options));
        RunningService.Outcome outcome = cli(command.toArray(String[]::new));
        assertEquals(2, outcome.status(), command + " " + outcome.error());
        oneSentence(start, outcome.error());
        assertEquals("", outcome.out());
    }

    private static void oneSentence(String start, String error) {
        String sentence = error.strip();
        assertTrue(sentence.contains(start), error);
        assertFalse(sentence.contains("\n"), error);
        assertFalse(sentence.contains("Exception"), error);
    }

    @Test
    void case002TheLowestAndTheHighestShareReachTheEngineAndNothingElseIsTaken() {
        create(order("team1", "cpulow", "tbcpu").withJson("cpu-shares", "1"));
        JsonNode low = published("cpulow").path(0);
        assertEquals("1", low.path("cpu-shares").asText());
        assertEquals(2, inspected(low).path("HostConfig").path("CpuShares").asInt());
        create(order("team1", "cpuhigh", "tbcpx").withJson("cpu-shares", "1024"));
        JsonNode high = published("cpuhigh").path(0);
        assertEquals(1024, inspected(high).path("HostConfig").path("CpuShares").asInt());

        allRefused(
                400,
                "cpu-shares",
                cpu -> f1("tbcpy").with("cpu-shares", cpu),
                "0",
                "-1",
                "1025",
                "262145",
                "2.5",
                "10%",
                "");
        assertTrue(refused(400, f1("tbcpy").withJson("cpu-shares", "0"), "cpu-shares")
                .contains("1 to 1024"));
    }

    @Test
    void case006AnImageIsReadAtTheRightColonAndOnlyItsTagIsPulled() throws IOException {
        String host = Lab.get().host(2).name();
        String digest = SleepingImage.digest("1");
        try {
            removeImages(2);
            create(order("team1", "bare", "tbima").with("image", image).with("host-server", host));
            assertEquals(image, published("bare").path(0).path("image").asText(image));
            assertFalse(
                    Lab.get().docker(2, "images", "--format", "{{.Tag}}", image).contains("big"));
            String both = image + ":1@" + digest;
            create(order("team1", "both", "tbimb").with("image", both).with("host-server", host));
            create(order("team1", "tagged", "tbimc").with("image", image + ":1").with("host-server", host));
            create(order("team1", "pinned", "tbimd")
                    .with("image", image + "@" + digest)
                    .with("host-server", host));
        } finally {
            nothingLeft();
            made.clear();
            removeImages(2);
        }
        String registry = Lab.get().registry();
        String[] wrong = {
            registry + "/SSHD:1",
            "sshd:",
            "sshd:a:b",
            registry + "/sshd@sha256:abc",
            "sshd 1",
            "../sshd",
            "",
            "http://" + registry + "/sshd:1"
        };
        allRefused(400, "image", name -> f1("tbimg").with("image", name), wrong);
    }

    private static void removeImages(int host) {
        String ids = Lab.get().docker(host, "images", "-q", "--no-trunc", image).strip();
        for (String id : ids.lines().distinct().toList()) {
            Lab.get().docker(host, "rmi", "-f", id);
        }
    }

    @Test
    void case007PortsAreExactlyWhatWasWrittenOrRefused() {
        for (String port :
                List.of("22080:80", "22080:80/udp", "65535:80", "127.0.0.1:22080:80", "[::1]:22080:80", "=22080:80")) {
            JsonNode plan = planned(f1("tbweb").withOnly("ports", port));
            assertEquals(port, plan.path("spec").path("ports").path(0).asText());
            assertEquals(
                    port.replace("=", ""),
                    plan.path("apps").path(0).path("ports").path(0).asText());
        }
        assertEquals(
                "8080:8080",
                planned(f1("tbweb").withOnly("ports", "8080"))
                        .path("spec")
                        .path("ports")
                        .path(0)
                        .asText());
        allRefused(
                400,
                "ports",
                port -> f1("tbweb").withOnly("ports", port),
                "::1:8080:80",
                "1.2.3:8080:80",
                "[::1:8080:80",
                "host:8080:80",
                "8080-8082:80-82",
                "8080:80-81",
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
                "");
        assertTrue(refused(400, f1("tbweb").withOnly("ports", "8080-8082:80-82"), "ports")
                .contains("a range is not taken"));
        assertTrue(refused(400, f1("tbweb").withOnly("ports", "::1:8080:80"), "ports")
                .contains("in brackets"));
        assertEquals(
                1,
                planned(f1("tbweb").withOnly("ports", "22080:80", "22080:80"))
                        .path("spec")
                        .path("ports")
                        .size());
        assertEquals(
                2,
                planned(f1("tbweb").withOnly("ports", "22080:80", "22081:80"))
                        .path("spec")
                        .path("ports")
                        .size());
    }

    @Test
    void case007TwoAddressesOfOneHostShareAPort() {
        String host = Lab.get().host(1).name();
        create(order("team1", "six", "tbsix").with("host-server", host).withOnly("ports", "[::1]:22180:80"));
        create(order("team1", "four", "tbfour").with("host-server", host).withOnly("ports", "127.0.0.1:22180:80"));
        assertEquals("::1 22180", binding("six"));
        String four = binding("four");
        assertTrue(List.of("127.0.0.1 22180", "127.0.0.1 22181").contains(four), four);
    }

    private static String binding(String formation) {
        JsonNode bound = inspected(published(formation).path(0))
                .path("HostConfig")
                .path("PortBindings")
                .path("80/tcp")
                .path(0);
        return bound.path("HostIp").asText() + " " + bound.path("HostPort").asText();
    }

    @Test
    void case009VolumesReachTheEngineUnchangedOrAreRefused() {
        Map<String, String> taken = Map.of(
                "/srv/d:/data", "/srv/d:/data:rw",
                "/srv/my data:/data", "/srv/my data:/data:rw",
                "/srv/d:/data:ro", "/srv/d:/data:ro",
                "/data", "/data",
                "/srv/ümläut:/data", "/srv/ümläut:/data:rw");
        taken.forEach((sent, meant) -> {
            JsonNode volumes =
                    planned(f1("tbweb").withOnly("volumes", sent)).path("spec").path("volumes");
            assertEquals(1, volumes.size());
            assertEquals(meant, volumes.path(0).asText());
        });
        allRefused(
                400,
                "volumes",
                volume -> f1("tbweb").withOnly("volumes", volume),
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
                "/srv/a:/");
        Lab.get().onHost(1, "mkdir -p '/srv/tb my data'");
        try {
            create(order("team1", "space", "tbspace")
                    .with("host-server", Lab.get().host(1).name())
                    .withOnly("volumes", "/srv/tb my data:/data"));
            JsonNode app = published("space").path(0);
            assertEquals(
                    "/srv/tb my data",
                    inspected(app).path("Mounts").path(0).path("Source").asText());
            assertTrue(app.path("mounts").toString().contains("/srv/tb my data"), app.toString());
        } finally {
            nothingLeft();
            made.clear();
            Lab.get().onHost(1, "rmdir '/srv/tb my data'");
        }
    }

    @Test
    void case010ANameOf63CharactersRunsAndALongerOneIsRefusedBeforeAnythingIsMade() {
        JsonNode plan = planned(f1(S60).withJson("number", "3"));
        assertEquals(63, plan.path("apps").path(2).path("hostname").asText().length());
        refused(400, f1(S60 + "a").withJson("number", "3"), "hostname-scheme");
        String thousand = refused(400, f1(S60).withJson("number", "1000"), "hostname-scheme");
        assertTrue(thousand.contains("app 1000 would have a name of 64 characters"), thousand);
        allRefused(
                400, "hostname-scheme", InputCasesIT::f1, "-web", "web_", "web.eu", "Web", "", "wéb", "web 1", "web/1");
        assertEquals(
                "tbw-001",
                planned(f1("tbw-")).path("apps").path(0).path("hostname").asText());
        assertEquals(
                "9tbw001",
                planned(f1("9tbw")).path("apps").path(0).path("hostname").asText());

        create(order("team1", "longest", S60)
                .with("bootstrap", "minion")
                .with("image", Lab.get().image()));
        JsonNode app = published("longest").path(0);
        assertEquals(63, app.path("hostname").asText().length());
        assertTrue(inspected(app).path("State").path("Running").asBoolean());
    }

    @Test
    void case011NoMountLeadsOutOfAUsersRoot() {
        for (String volume : List.of(
                "/var/run/docker.sock:/s", "/:/host", "/etc/salt:/e", "/root/.ssh:/k", "/srv:/x", "/srv/a/b:/x")) {
            refused(403, f1("tbweb").withOnly("volumes", volume), "volumes");
        }
        refused(400, f1("tbweb").withOnly("volumes", "/srv/../:/x"), "volumes");
        assertTrue(refused(403, f1("tbweb").withOnly("volumes", "/etc/salt:/e"), "volumes")
                .contains("directly below /srv"));
        String keys =
                refused(400, f1("tbweb").with("bootstrap", "cron").withOnly("volumes", "/srv/k:/root/.ssh"), "volumes");
        assertTrue(keys.contains("apart from /root/.ssh"), keys);
    }

    @Test
    void case011ALinkBelowTheRootAndAMissingDirectoryAreRefusedInOneSentence() {
        String host = Lab.get().host(3).name();
        Lab.get().onHost(3, "ln -sfn / /srv/tblink");
        try {
            failed("tblink", "volumes \"/srv/tblink:/data:rw\" is not allowed", "it is a link", host);
            failed(
                    "tbmissing",
                    "volumes \"/srv/tbmissing\" is not on host server " + host,
                    "a directory that is there",
                    host);
        } finally {
            Lab.get().onHost(3, "rm -f /srv/tblink");
        }
        assertEquals(
                "", Lab.get().docker(3, "ps", "-aq", "--filter", "name=tblink").strip());
    }

    private void failed(String name, String sentence, String more, String host) {
        Orders order =
                order("team1", name, name).with("host-server", host).withOnly("volumes", "/srv/" + name + ":/data");
        Calls.Answer answer = team1.post("/v1/formations?wait=60", order.text());
        assertEquals(200, answer.status(), answer.body());
        assertEquals("failed", answer.json().path("state").asText(), answer.body());
        String told = answer.json().path("sentence").asText();
        assertTrue(told.contains(sentence) && told.contains(more), told);
    }

    @Test
    void case016NothingThatACallerSendsSteersTheFramework() {
        Map<String, String> odd = Map.of(
                "CAmelBeanMethodName", "delete",
                "camelFileName", "../../x",
                "CamelEtcd3Path", "/team2/f",
                "cAMELDockerContainerId", "x",
                "CamelSshCommand", "id",
                "CamelHttpUri", "http://127.0.0.1:1/",
                "org.apache.camel.x", "y",
                "cookie", "a=b");
        String query =
                "?CAmelBeanMethodName=delete&camelFileName=..%2F..%2Fx&CamelHttpUri=http%3A%2F%2F127.0.0.1%3A1%2F";
        String wrong = f1("tbweb").with("ram", "10X").text();
        for (String path : List.of("/v1/formations", "/v1/plan", "/v1/verify", "/hooks/salt")) {
            Calls.Answer plain = team1.post(path, wrong);
            Map<String, String> headers = new LinkedHashMap<>(odd);
            headers.put("Content-Type", "application/json");
            Calls.Answer steered = team1.call("POST", path + query, wrong, headers);
            assertEquals(plain.status() + plain.body(), steered.status() + steered.body());
            assertNoEcho(steered);
        }
        Calls.Answer plan = team1.call("POST", "/v1/plan" + query, f1("tbweb").text(), withJson(odd));
        assertEquals(200, plan.status(), plan.body());
        assertTrue(plan.json().path("possible").asBoolean());
        assertNoEcho(plan);
        Calls.Answer hosts = team1.call("GET", "/v1/hosts" + query, "", odd);
        assertEquals(200, hosts.status());
        assertNoEcho(hosts);
        odd.keySet().stream().filter(name -> !name.equals("cookie")).forEach(name -> {
            Calls.Answer unknown =
                    team1.post("/v1/plan", f1("tbweb").with(name, "x").text());
            assertEquals(400, unknown.status());
            assertTrue(unknown.detail().startsWith("field \"" + name + "\" is not allowed"), unknown.detail());
        });
        try (EtcdStore etcd = service.openEtcd()) {
            assertEquals(List.of(), etcd.list("/team2/"));
        }
    }

    private static Map<String, String> withJson(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/json");
        return all;
    }

    private static void assertNoEcho(Calls.Answer answer) {
        answer.headers().keySet().forEach(name -> {
            String lower = name.toLowerCase(java.util.Locale.ROOT);
            assertFalse(lower.contains("camel") || lower.equals("authorization") || lower.contains("cookie"), name);
        });
    }
}
