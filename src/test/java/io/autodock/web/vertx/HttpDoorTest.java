package io.autodock.web.vertx;

import static io.autodock.web.vertx.RunningDoor.order;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.etcd.RealEtcd;
import io.autodock.json.Json;
import io.autodock.lab.Await;
import io.autodock.problem.AutodockException;
import io.autodock.request.RequestId;
import io.autodock.web.vertx.RunningDoor.Call;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDoorTest {

    @RegisterExtension
    static final RealEtcd ETCD = new RealEtcd();

    private static RunningDoor door;
    private static String operator;
    private static String cholcomb;
    private static String stranger;
    private static String engine;

    @BeforeAll
    static void open() throws Exception {
        door = new RunningDoor(ETCD.store());
        operator = door.operatorToken();
        cholcomb = door.userToken("cholcomb");
        stranger = door.userToken("stranger");
        engine = door.deliveryToken();
        door.record("cholcomb", "owncloud");
    }

    @AfterAll
    static void close() {
        door.close();
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return Json.mapper().readTree(answer.body());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    // ---- requests

    @Test
    void anOrderIsAcceptedWithItsLocation() throws Exception {
        HttpResponse<String> answer = door.send(Call.post("/v1/formations", cholcomb, order("cholcomb", "f1")));
        assertEquals(202, answer.statusCode(), answer.body());
        JsonNode request = json(answer);
        assertEquals("/v1/requests/" + request.path("request").asText(), header(answer, "location"));
        assertEquals("application/json", header(answer, "content-type"));
        assertEquals("create", request.path("operation").asText());
        assertEquals("accepted", request.path("state").asText());
        assertEquals("http", request.path("trigger").asText());
        assertFalse(request.path("repeated").asBoolean(true));
        HttpResponse<String> again = door.send(Call.get(header(answer, "location"), cholcomb));
        assertEquals(200, again.statusCode());
        assertTrue(json(again).path("repeated").isMissingNode());
    }

    @Test
    void theCommandLineSaysThatItIsOne() throws Exception {
        HttpResponse<String> answer = door.send(Call.post("/v1/formations", operator, order("cholcomb", "f2"))
                .with(Map.of("Autodock-Trigger", "command-line")));
        assertEquals("command-line", json(answer).path("trigger").asText());
    }

    @Test
    void theUserOfTheTokenIsTheDefault() throws Exception {
        HttpResponse<String> answer = door.send(
                Call.post("/v1/formations", cholcomb, "{\"formation\": \"f3\", \"hostname-scheme\": \"clweb\"}"));
        assertEquals("cholcomb", json(answer).path("user").asText());
    }

    @Test
    void theSameKeyIsTheSameRequest() throws Exception {
        Call call =
                Call.post("/v1/formations", cholcomb, order("cholcomb", "f4")).with(Map.of("Idempotency-Key", "key 4"));
        JsonNode first = json(door.send(call));
        JsonNode second = json(door.send(call));
        assertEquals(first.path("request").asText(), second.path("request").asText());
        assertTrue(second.path("repeated").asBoolean());
        HttpResponse<String> other = door.send(Call.post("/v1/formations", cholcomb, order("cholcomb", "f5"))
                .with(Map.of("Idempotency-Key", "key 4")));
        assertEquals(409, other.statusCode());
    }

    @Test
    void aWaitEndsWithTheRequest() throws Exception {
        JsonNode request = json(door.send(Call.post("/v1/formations", cholcomb, order("cholcomb", "f6"))));
        RequestId id = new RequestId(request.path("request").asText());
        CompletableFuture<HttpResponse<String>> waiting =
                sendLater(Call.get("/v1/requests/" + id + "?wait=15", cholcomb));
        door.end(id);
        HttpResponse<String> answer = waiting.get(10, TimeUnit.SECONDS);
        assertEquals(200, answer.statusCode());
        assertEquals("done", json(answer).path("state").asText());
        assertEquals("2026-01-02T03:04:05Z", json(answer).path("ended").asText());
    }

    @Test
    void aWaitThatIsOverIs202() throws Exception {
        HttpResponse<String> answer = door.send(Call.post("/v1/formations?wait=1", cholcomb, order("cholcomb", "f7")));
        assertEquals(202, answer.statusCode());
    }

    /** Far more callers wait than there are seats; those without one are told to come back, and others are served. */
    @Test
    void whoWaitsHoldsUpNobody() throws Exception {
        JsonNode request = json(door.send(Call.post("/v1/formations", cholcomb, order("cholcomb", "f8"))));
        RequestId id = new RequestId(request.path("request").asText());
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int caller = 0; caller < 5 * RunningDoor.SEATS; caller++) {
            waiting.add(sendLater(Call.get("/v1/requests/" + id + "?wait=15", cholcomb)));
        }
        CompletableFuture.anyOf(waiting.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
        long before = System.nanoTime();
        assertEquals(200, door.send(Call.get("/v1/formations", cholcomb)).statusCode());
        assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(3));
        door.end(id);
        int turnedAway = 0;
        for (CompletableFuture<HttpResponse<String>> each : waiting) {
            HttpResponse<String> answer = each.get(15, TimeUnit.SECONDS);
            assertEquals(200, answer.statusCode());
            turnedAway += header(answer, "retry-after").equals("1") ? 1 : 0;
        }
        assertTrue(turnedAway > 0, "nobody was told to come back");
    }

    @Test
    void whoWaitsDoesNotKeepTheServiceFromStopping() throws Exception {
        RunningDoor other = new RunningDoor(ETCD.store());
        JsonNode request = json(other.send(Call.post("/v1/formations", cholcomb, order("cholcomb", "f10"))));
        String path = "/v1/requests/" + request.path("request").asText() + "?wait=15";
        CompletableFuture<HttpResponse<String>> waiting = sendLater(other, Call.get(path, cholcomb));
        Await.until(
                "the call waits",
                Duration.ofSeconds(5),
                () -> other.context().getInflightRepository().size() > 0);
        long before = System.nanoTime();
        other.close();
        assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(8));
        assertEquals(
                "accepted", json(waiting.get(5, TimeUnit.SECONDS)).path("state").asText());
    }

    private static final ExecutorService CALLERS = Executors.newFixedThreadPool(48);

    @AfterAll
    static void dismissCallers() {
        CALLERS.shutdownNow();
    }

    private static CompletableFuture<HttpResponse<String>> sendLater(Call call) {
        return sendLater(door, call);
    }

    private static CompletableFuture<HttpResponse<String>> sendLater(RunningDoor to, Call call) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return to.send(call);
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                CALLERS);
    }

    @ParameterizedTest
    @CsvSource({"wait=601", "wait=-1", "wait=soon", "wait=1&wait=2", "wait="})
    void aWrongWaitIsRefusedBeforeAnythingIsSubmitted(String query) throws Exception {
        int before = json(door.send(Call.get("/v1/requests?most=1000", operator)))
                .path("requests")
                .size();
        HttpResponse<String> answer =
                door.send(Call.post("/v1/formations?" + query, operator, order("cholcomb", "f9")));
        assertEquals(400, answer.statusCode());
        assertEquals("wait", json(answer).path("problems").path(0).path("field").asText());
        assertEquals(
                before,
                json(door.send(Call.get("/v1/requests?most=1000", operator)))
                        .path("requests")
                        .size());
    }

    @Test
    void aVerificationNeedsNoBody() throws Exception {
        HttpResponse<String> everything = door.send(Call.post("/v1/verify", operator, ""));
        assertEquals(202, everything.statusCode(), everything.body());
        assertTrue(json(everything).path("formation").isMissingNode());
        HttpResponse<String> one = door.send(Call.post("/v1/verify", cholcomb, "{\"formation\": \"owncloud\"}"));
        assertEquals("owncloud", json(one).path("formation").asText());
        assertEquals(403, door.send(Call.post("/v1/verify", cholcomb, "")).statusCode());
    }

    @Test
    void aDeleteKeepsVolumesAndSaysSo() throws Exception {
        HttpResponse<String> answer = door.send(Call.delete("/v1/formations/cholcomb/owncloud?volumes=true", cholcomb));
        assertEquals(400, answer.statusCode());
        assertTrue(json(answer).path("detail").asText().contains("not available yet"));
    }

    // ---- what is read

    @Test
    void aFormationIsShownAsTheInterfaceSays() throws Exception {
        HttpResponse<String> answer = door.send(Call.get("/v1/formations/cholcomb/owncloud", cholcomb));
        assertEquals(
                "{\"user\":\"cholcomb\",\"formation\":\"owncloud\",\"state\":\"complete\",\"number\":1,"
                        + "\"image\":\"registry:5000/sshd:1\",\"digest\":\"sha256:" + "a".repeat(64) + "\","
                        + "\"cpu-shares\":100,\"ram\":\"100M\",\"hostname-scheme\":\"clweb\",\"bootstrap\":\"cron\","
                        + "\"volumes\":[],\"generation\":1,\"request\":\"rfirst\",\"apps\":[{\"hostname\":\"clweb001\","
                        + "\"host-server\":\"dldocker01\",\"state\":\"bootstrapped\",\"port\":8080,"
                        + "\"ports\":[\"8080:80\"],\"ssh-port\":9023,\"container-id\":\"c0ffee\"}]}",
                answer.body());
    }

    @Test
    void usersSeeTheHostTableWithoutLabels() throws Exception {
        assertEquals(
                "{\"hosts\":[{\"host-server\":\"dldocker01\",\"address\":\"10.0.0.11\",\"active\":true,"
                        + "\"state\":\"answers\",\"sentence\":\"\",\"version\":\"20.10.24\",\"api-version\":\"1.41\","
                        + "\"load15\":0.12,\"cores\":2,\"memory-mb\":2048,\"promised-mb\":0,\"recent-failures\":0,"
                        + "\"facts\":\"minion\",\"apps\":0},{\"host-server\":\"dldocker02\",\"address\":\"10.0.0.12\","
                        + "\"active\":true,\"state\":\"silent\",\"sentence\":\"no answer within 2.5 s\","
                        + "\"promised-mb\":0,\"recent-failures\":1,\"apps\":0}]}",
                door.send(Call.get("/v1/hosts", cholcomb)).body());
        JsonNode first =
                json(door.send(Call.get("/v1/hosts", operator))).path("hosts").path(0);
        assertEquals("r1", first.path("labels").path("rack").asText());
        assertEquals("tcp://10.0.0.11:2376", first.path("engine").asText());
    }

    @Test
    void aPlanIsShownAsTheInterfaceSays() throws Exception {
        assertEquals(
                "{\"operation\":\"create\",\"user\":\"cholcomb\",\"formation\":\"f1\",\"possible\":true,"
                        + "\"sentence\":\"1 app would be made\",\"image\":{\"written\":\"registry:5000/sshd:1\","
                        + "\"digest\":\"sha256:" + "0".repeat(64) + "\"},\"spec\":{\"number\":1,"
                        + "\"image\":\"registry:5000/sshd:1\",\"cpu-shares\":100,\"ram\":\"100M\","
                        + "\"hostname-scheme\":\"clweb\",\"ports\":[\"8080:80\"],\"volumes\":[],\"bootstrap\":\"cron\","
                        + "\"bootstrap-asked\":false},\"hosts\":[{\"rank\":1,\"host-server\":\"dldocker01\","
                        + "\"load15\":0.12,\"cores\":2,\"memory-mb\":2048,\"promised-mb\":100,\"recent-failures\":0,"
                        + "\"facts\":\"minion\",\"apps\":1}],\"apps\":[]}",
                door.send(Call.post("/v1/plan", cholcomb, order("cholcomb", "f1")))
                        .body());
    }

    // ---- operators' calls

    @Test
    void aHostComesAndGoes() throws Exception {
        String host = "{\"name\": \"dldocker09\", \"address\": \"10.0.0.19\", \"labels\": {\"rack\": \"r2\"}}";
        HttpResponse<String> added = door.send(Call.post("/v1/hosts", operator, host));
        assertEquals(201, added.statusCode(), added.body());
        assertEquals("tcp://10.0.0.19:2376", json(added).path("engine").asText());
        assertEquals("dldocker09", json(added).path("minion").asText());
        assertEquals(
                204, door.send(Call.delete("/v1/hosts/dldocker09", operator)).statusCode());
        assertEquals(
                404, door.send(Call.delete("/v1/hosts/dldocker09", operator)).statusCode());
    }

    @Test
    void aHostIsRefusedWithAllItsProblems() throws Exception {
        HttpResponse<String> answer =
                door.send(Call.post("/v1/hosts", operator, "{\"adress\": \"x\", \"labels\": {\"A b\": \"c\"}}"));
        assertEquals(400, answer.statusCode());
        Set<String> fields = new TreeSet<>();
        json(answer)
                .path("problems")
                .forEach(problem -> fields.add(problem.path("field").asText()));
        assertEquals(Set.of("name", "address", "field", "labels"), fields);
        assertTrue(json(answer).path("detail").asText().contains("did you mean \"address\"?"));
    }

    @Test
    void aTokenIsToldOnceAndEnds() throws Exception {
        HttpResponse<String> made = door.send(
                Call.post("/v1/tokens", operator, "{\"name\": \"bot\", \"role\": \"user\", \"user\": \"carl\"}"));
        assertEquals(201, made.statusCode(), made.body());
        String token = json(made).path("token").asText();
        assertEquals(200, door.send(Call.get("/v1/formations", token)).statusCode());
        String listed = door.send(Call.get("/v1/tokens", operator)).body();
        assertTrue(listed.contains("\"name\":\"bot\""), listed);
        assertFalse(listed.contains(token.substring(token.lastIndexOf('_'))), "the secret is listed");
        String id = json(made).path("id").asText();
        HttpResponse<String> ended = door.send(Call.delete("/v1/tokens/" + id, operator));
        assertEquals(204, ended.statusCode());
        assertEquals("", ended.body());
        assertEquals(401, door.send(Call.get("/v1/formations", token)).statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\": \"x\", \"role\": \"delivery\"} | role",
                "{\"name\": \"x\", \"role\": \"user\"} | user",
                "{\"name\": \"x\", \"role\": \"operator\", \"user\": \"carl\"} | user",
                "{\"name\": \"../x\", \"role\": \"operator\"} | name",
                "{\"role\": \"operator\"} | name",
                "{\"name\": 1, \"role\": \"operator\"} | name",
                "[] | request",
                "{\"name\": \"x\", \"name\": \"y\", \"role\": \"operator\"} | request"
            })
    void aWrongTokenIsRefused(String body, String field) throws Exception {
        HttpResponse<String> answer = door.send(Call.post("/v1/tokens", operator, body));
        assertEquals(400, answer.statusCode(), answer.body());
        assertEquals(field, json(answer).path("problems").path(0).path("field").asText());
    }

    static Stream<Call> operatorsCalls() {
        return Stream.of(
                Call.post("/v1/hosts", "", "{\"name\": \"h\", \"address\": \"10.0.0.1\"}"),
                Call.delete("/v1/hosts/dldocker01", ""),
                Call.post("/v1/tokens", "", "{\"name\": \"x\", \"role\": \"operator\"}"),
                Call.get("/v1/tokens", ""),
                Call.delete("/v1/tokens/000000000000", ""));
    }

    @ParameterizedTest
    @MethodSource("operatorsCalls")
    void usersMayNotDoWhatOperatorsDo(Call call) throws Exception {
        assertEquals(403, door.send(as(call, cholcomb)).statusCode());
    }

    // ---- who comes in

    static Stream<Call> everyCall() {
        return Stream.of(
                Call.post("/v1/formations", "", order("cholcomb", "f20")).with(Map.of("Idempotency-Key", "every")),
                Call.get("/v1/formations", ""),
                Call.get("/v1/formations/cholcomb/owncloud", ""),
                Call.delete("/v1/formations/cholcomb/absent", ""),
                Call.post("/v1/plan", "", order("cholcomb", "f1")),
                Call.post("/v1/verify", "", "{\"user\": \"cholcomb\", \"formation\": \"owncloud\"}")
                        .with(Map.of("Idempotency-Key", "every verify")),
                Call.get("/v1/requests?most=1", ""),
                Call.get("/v1/requests/r000000000-00000000", ""),
                Call.get("/v1/hosts", ""),
                Call.post("/v1/hosts", "", "{\"name\": \"h1\", \"address\": \"10.0.0.1\"}"),
                Call.delete("/v1/hosts/absent", ""),
                Call.post("/v1/tokens", "", "{\"name\": \"x\", \"role\": \"root\"}"),
                Call.delete("/v1/tokens/000000000000", ""));
    }

    private static Call as(Call call, String token) {
        return new Call(call.method(), call.path(), token, call.body(), call.headers());
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void withoutAValidTokenNothingIsTold(Call call) throws Exception {
        for (String token : List.of("", "nonsense", "adk_000000000000_" + "A".repeat(43))) {
            HttpResponse<String> answer = door.send(as(call, token));
            assertEquals(401, answer.statusCode());
            assertEquals("Bearer realm=\"autodock\"", header(answer, "www-authenticate"));
            assertEquals("unauthenticated", json(answer).path("code").asText());
        }
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void theEnginesCredentialOpensNoOtherDoor(Call call) throws Exception {
        assertEquals(403, door.send(as(call, engine)).statusCode());
    }

    @Test
    void theBearerSchemeIsReadAsTheStandardSays() throws Exception {
        Call lower = Call.get("/v1/formations", "").with(Map.of("AUTHORIZATION", "bearer " + cholcomb));
        assertEquals(200, door.send(lower).statusCode());
        Call basic = Call.get("/v1/formations", "").with(Map.of("Authorization", "Basic " + cholcomb));
        assertEquals(401, door.send(basic).statusCode());
        assertEquals(
                401,
                door.send(Call.get("/v1/formations?authorization=Bearer%20" + cholcomb, ""))
                        .statusCode());
    }

    /** Whatever is somebody else's is told in the very words of what is absent. */
    @Test
    void foreignIsToldLikeAbsent() throws Exception {
        HttpResponse<String> made = door.send(Call.post("/v1/formations", cholcomb, order("cholcomb", "f21")));
        String request = header(made, "location");
        List<List<Call>> pairs = List.of(
                List.of(
                        Call.get("/v1/formations/cholcomb/owncloud", stranger),
                        Call.get("/v1/formations/cholcomb/absent", stranger)),
                List.of(
                        Call.delete("/v1/formations/cholcomb/owncloud", stranger),
                        Call.delete("/v1/formations/cholcomb/absent", stranger)),
                List.of(
                        Call.post("/v1/verify", stranger, "{\"user\": \"cholcomb\", \"formation\": \"owncloud\"}"),
                        Call.post("/v1/verify", stranger, "{\"user\": \"cholcomb\", \"formation\": \"absent\"}")),
                List.of(
                        Call.post("/v1/plan", stranger, order("cholcomb", "owncloud")),
                        Call.post("/v1/plan", stranger, order("cholcomb", "absent"))),
                List.of(Call.get(request, stranger), Call.get("/v1/requests/r000000000-00000000", stranger)),
                List.of(
                        Call.get(request + "?wait=1", stranger),
                        Call.get("/v1/requests/r000000000-00000000?wait=1", stranger)));
        for (List<Call> pair : pairs) {
            HttpResponse<String> foreign = door.send(pair.get(0));
            HttpResponse<String> absent = door.send(pair.get(1));
            assertEquals(404, foreign.statusCode(), pair.get(0).path());
            assertEquals(nameless(absent.body()), nameless(foreign.body()));
        }
        assertEquals(
                "{\"formations\":[]}",
                door.send(Call.get("/v1/formations", stranger)).body());
        assertEquals(
                "{\"formations\":[]}",
                door.send(Call.get("/v1/formations?user=cholcomb", stranger)).body());
        assertEquals(
                "{\"requests\":[]}",
                door.send(Call.get("/v1/requests", stranger)).body());
        HttpResponse<String> theirs = door.send(Call.post("/v1/formations", stranger, order("cholcomb", "owncloud")));
        HttpResponse<String> new_ = door.send(Call.post("/v1/formations", stranger, order("cholcomb", "absent")));
        assertEquals(403, theirs.statusCode());
        assertEquals(new_.body(), theirs.body());
    }

    private static String nameless(String body) {
        return body.replaceAll("owncloud|absent", "NAME").replaceAll("r[0-9a-z]{9}-[0-9a-z]{8}", "ID");
    }

    // ---- case 016: headers from outside

    private static final Map<String, String> HOSTILE = Map.of(
            "CAmelBeanMethodName", "delete",
            "camelFileName", "../../x",
            "CamelEtcd3Path", "/team2/f",
            "CamelEtcdPath", "/team2/f",
            "cAMELDockerContainerId", "x",
            "CamelSshCommand", "id",
            "CamelHttpUri", "http://127.0.0.1:1/",
            "CamelHttpResponseCode", "299",
            "org.apache.camel.x", "y",
            "cookie", "session=1");

    @ParameterizedTest
    @MethodSource("everyCall")
    void headersFromOutsideSteerNothingAndDoNotComeBack(Call call) throws Exception {
        Call plain = as(call, operator);
        HttpResponse<String> without = door.send(plain);
        Map<String, String> headers = Stream.concat(HOSTILE.entrySet().stream(), plain.headers().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        HttpResponse<String> with = door.send(plain.with(headers));
        assertSame(without, with);
        String query = HOSTILE.entrySet().stream()
                .map(pair -> pair.getKey() + "="
                        + pair.getValue().replace("/", "%2F").replace(":", "%3A"))
                .collect(Collectors.joining("&"));
        String joint = plain.path().contains("?") ? "&" : "?";
        HttpResponse<String> queried = door.send(
                plain.at(plain.path() + joint + query + "&user=cholcomb&formation=x&request=y&host=z&token=t"));
        if (!plain.path().equals("/v1/formations")) {
            assertSame(without, queried);
        }
    }

    private static void assertSame(HttpResponse<String> without, HttpResponse<String> with) {
        assertEquals(without.statusCode(), with.statusCode(), with.body());
        assertEquals(steady(without.body()), steady(with.body()));
        Set<String> names = with.headers().map().keySet();
        Set<String> allowed = Set.of("content-length", "content-type", "location", "retry-after", "cache-control");
        assertTrue(allowed.containsAll(names), names.toString());
    }

    private static String steady(String body) {
        return body.replaceAll("r[0-9a-z]{9}-[0-9a-z]{8}", "ID")
                .replaceAll("\"accepted\":\"[^\"]*\"", "\"accepted\":T")
                .replaceAll("\"repeated\":(true|false)", "\"repeated\":R");
    }

    @ParameterizedTest
    @CsvSource({"/v1/formations", "/v1/plan", "/v1/verify", "/v1/hosts", "/v1/tokens"})
    void asJsonKeysTheyAreRefusedByName(String path) throws Exception {
        for (String name : HOSTILE.keySet()) {
            String body = "{\"user\": \"cholcomb\", \"formation\": \"f1\", \"hostname-scheme\": \"clweb\", \"" + name
                    + "\": \"x\"}";
            HttpResponse<String> answer = door.send(Call.post(path, operator, body));
            assertEquals(400, answer.statusCode());
            List<String> values = new ArrayList<>();
            json(answer)
                    .path("problems")
                    .forEach(problem -> values.add(problem.path("value").asText()));
            assertTrue(values.contains(name), answer.body());
        }
    }

    @Test
    void aPathParameterIsTheOneInThePath() throws Exception {
        HttpResponse<String> answer =
                door.send(Call.get("/v1/formations/cholcomb/owncloud?user=stranger&formation=x", cholcomb)
                        .with(Map.of("user", "stranger", "formation", "x")));
        assertEquals(200, answer.statusCode());
        assertEquals(
                400,
                door.send(Call.get("/v1/formations/chol%2Fcomb/owncloud", cholcomb))
                        .statusCode());
        assertEquals(
                400,
                door.send(Call.get("/v1/formations/..%2Fx/owncloud", operator)).statusCode());
        assertEquals(400, door.send(Call.delete("/v1/hosts/a%0Ab", operator)).statusCode());
        assertEquals(400, door.send(Call.get("/v1/requests/nonsense", operator)).statusCode());
    }

    // ---- what is no order

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | 415",
                "application/x-www-form-urlencoded | 415",
                "multipart/form-data; boundary=x | 415",
                "application/json; charset=iso-8859-1 | 415",
                "application/json; charset=UTF-8 | 202",
                "application/merge+json | 202"
            })
    void onlyJsonInUtf8IsRead(String type, int status) throws Exception {
        HttpResponse<String> answer = door.send(
                Call.post("/v1/formations", operator, order("cholcomb", "f30")).with(Map.of("Content-Type", type)));
        assertEquals(status, answer.statusCode(), answer.body());
    }

    @Test
    void aPackedBodyIsRefused() throws Exception {
        HttpResponse<String> answer = door.send(Call.post("/v1/formations", operator, order("cholcomb", "f31"))
                .with(Map.of("Content-Encoding", "gzip")));
        assertEquals(415, answer.statusCode());
        assertEquals("unsupported", json(answer).path("code").asText());
    }

    @Test
    void allProblemsAreToldAtOnce() throws Exception {
        HttpResponse<String> answer = door.send(Call.post(
                "/v1/formations",
                operator,
                "{\"user\": \"cholcomb\", \"formation\": \"f\", \"hostname-scheme\": \"clweb\", \"number\": 0}"));
        assertEquals("application/problem+json", header(answer, "content-type"));
        assertEquals(
                "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                        + "\"detail\":\"number \\\"0\\\" is not allowed; allowed is 1 to 1000\",\"code\":\"invalid\","
                        + "\"problems\":[{\"field\":\"number\",\"value\":\"0\",\"allowed\":\"1 to 1000\"}]}",
                answer.body());
    }

    @Test
    void aListOfTwoAndATokenInTheBodyAreRefused() throws Exception {
        String two = "[" + order("cholcomb", "f1") + "," + order("cholcomb", "f2") + "]";
        assertEquals(400, door.send(Call.post("/v1/formations", operator, two)).statusCode());
        String token = order("cholcomb", "f1").replace("{", "{\"token\": \"adk_secret\", ");
        HttpResponse<String> answer = door.send(Call.post("/v1/formations", operator, token));
        assertEquals(400, answer.statusCode());
        assertFalse(answer.body().contains("adk_secret"));
    }

    @Test
    void aBodyOfThreeMegabytesIsTooLarge() throws Exception {
        HttpResponse<String> answer =
                door.send(Call.post("/v1/formations", operator, "{\"user\": \"" + "x".repeat(3 * 1024 * 1024) + "\"}"));
        assertEquals(413, answer.statusCode());
        assertEquals("too-large", json(answer).path("code").asText());
        assertEquals("application/problem+json", header(answer, "content-type"));
    }

    @Test
    void whatNobodyServesIsToldAsAProblem() throws Exception {
        HttpResponse<String> absent = door.send(Call.get("/v1/nothing", operator));
        assertEquals(404, absent.statusCode());
        assertEquals("not-found", json(absent).path("code").asText());
        HttpResponse<String> method = door.send(new Call("PUT", "/v1/formations/a/b", operator, "{}", Map.of()));
        assertEquals(405, method.statusCode(), method.body());
        assertEquals("DELETE, GET", header(method, "allow"));
    }

    @Test
    void theInsideIsNotTold() throws Exception {
        String cursed = order("cholcomb", "f1").replace("{", "{\"image\": \"" + RunningDoor.CURSED_IMAGE + "\", ");
        HttpResponse<String> answer = door.send(Call.post("/v1/plan", operator, cursed));
        assertEquals(500, answer.statusCode());
        assertEquals("failed", json(answer).path("code").asText());
        assertFalse(answer.body().contains("insides"), answer.body());
        assertFalse(answer.body().contains("Exception"), answer.body());
    }

    /** A caller that sends half a call is not waited for by anybody else. */
    @Test
    void aSlowCallHoldsUpNobody() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int caller = 0; caller < 60; caller++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port);
                slow.add(socket);
                socket.getOutputStream()
                        .write(String.join(
                                        "\r\n",
                                        "POST /v1/formations HTTP/1.1",
                                        "Host: x",
                                        "Content-Type: application/json",
                                        "Transfer-Encoding: chunked",
                                        "",
                                        "1",
                                        "{",
                                        "")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            assertEquals(200, door.send(Call.get("/v1/formations", operator)).statusCode());
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** What no well-behaved client sends. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/formations?a=%zz",
                "/v1/formations?wait=%",
                "/v1/requests/%zz",
                "/v1/hosts/%",
                "/v1/formations/%00/x",
                "/v1/formations/a/../../tokens/x",
                "/v1/formations//x",
                "/v1/formations/a;b/x",
                "/v1/requests/r000000000-00000000/"
            })
    void aMangledAddressIsTheCallersFault(String address) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port)) {
            socket.setSoTimeout(10_000);
            String call = String.join(
                    "\r\n",
                    "GET " + address + " HTTP/1.1",
                    "Host: x",
                    "Connection: close",
                    "Authorization: Bearer " + operator,
                    "",
                    "");
            socket.getOutputStream().write(call.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.matches("(?s)HTTP/1.1 (400|404|405) .*"), answer);
            // A path that can't be decoded is refused by the server itself, before any of our handlers.
            boolean byServer = address.matches("[^?]*%(zz|)");
            assertTrue(byServer || answer.contains("application/problem+json"), answer);
            assertFalse(answer.contains("Exception"), answer);
        }
    }

    // ---- events of the Salt bus

    private static Call event(String tag, String data, String key) {
        return Call.post(
                        "/hooks/salt",
                        engine,
                        "{\"tag\": \"%s\", \"origin\": \"event\", \"minion\": null, \"stamp\": \"s\", \"data\": %s}"
                                .formatted(tag, data))
                .with(Map.of("Idempotency-Key", key));
    }

    private static String withToken(String order, String token) {
        return order.replaceFirst("\\{", "{\"token\": \"" + token + "\", ");
    }

    @Test
    void anEventWithATokenIsARequestOnce() throws Exception {
        Call event = event("autodock/formation/create", withToken(order("cholcomb", "f40"), cholcomb), "k40");
        HttpResponse<String> first = door.send(event);
        assertEquals(202, first.statusCode(), first.body());
        assertEquals("salt", json(first).path("trigger").asText());
        assertFalse(first.body().contains("adk_"));
        HttpResponse<String> second = door.send(event);
        assertEquals(200, second.statusCode());
        assertEquals(json(first).path("request"), json(second).path("request"));
    }

    @Test
    void anEventWithoutAValidTokenIsNotBelieved() throws Exception {
        String data = order("cholcomb", "f41");
        List<String> all = List.of(
                data,
                withToken(data, "nonsense"),
                withToken(data, engine),
                data.replaceFirst("\\{", "{\"token\": 7, "));
        for (String each : all) {
            HttpResponse<String> answer = door.send(event("autodock/formation/create", each, "k41"));
            assertEquals(422, answer.statusCode(), answer.body());
            assertEquals("not-believed", json(answer).path("code").asText());
        }
        assertEquals(
                403,
                door.send(event("autodock/formation/create", withToken(order("cholcomb", "x"), stranger), "k42"))
                        .statusCode());
    }

    @Test
    void onlyTheEngineDelivers() throws Exception {
        Call event = event("autodock/formation/create", withToken(order("cholcomb", "f43"), cholcomb), "k43");
        assertEquals(401, door.send(as(event, "")).statusCode());
        assertEquals(401, door.send(as(event, "nonsense")).statusCode());
        assertEquals(403, door.send(as(event, cholcomb)).statusCode());
        assertEquals(403, door.send(as(event, operator)).statusCode());
    }

    @Test
    void theTagSaysWhatIsAsked() throws Exception {
        String target = "{\"user\": \"cholcomb\", \"formation\": \"owncloud\"}";
        HttpResponse<String> verify = door.send(event("autodock/verify", withToken(target, cholcomb), "k44"));
        assertEquals("verify", json(verify).path("operation").asText());
        String other = target.replaceFirst("\\{", "{\"operation\": \"create\", ");
        assertEquals(
                400,
                door.send(event("autodock/verify", withToken(other, cholcomb), "k45"))
                        .statusCode());
        for (String tag : List.of("autodock/formation/edit", "autodock/../x", "salt/minion/x/start", "")) {
            HttpResponse<String> answer = door.send(event(tag, withToken(target, cholcomb), "k46"));
            assertEquals(400, answer.statusCode());
            assertEquals(
                    "tag", json(answer).path("problems").path(0).path("field").asText());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"tag\": \"autodock/verify\", \"data\": {}}]",
                "{\"tag\": \"autodock/verify\", \"data\": null}",
                "{\"tag\": \"autodock/verify\", \"data\": \"{}\"}",
                "{\"data\": {}}",
                "{\"tag\": \"autodock/verify\", \"data\": {}, \"fun\": \"x\"}",
                "{\"tag\": \"autodock/verify\", \"data\": {}",
                "tag=autodock%2Fverify&data="
            })
    void whatIsNoEventIsRefusedForGood(String body) throws Exception {
        HttpResponse<String> answer =
                door.send(Call.post("/hooks/salt", engine, body).with(Map.of("Idempotency-Key", "k47")));
        assertEquals(400, answer.statusCode(), answer.body());
    }

    @Test
    void unicodeArrivesWhole() throws Exception {
        String data =
                withToken("{\"user\": \"jürgen\", \"formation\": \"f1\", \"hostname-scheme\": \"web\"}", operator);
        HttpResponse<String> answer = door.send(event("autodock/formation/create", data, "k48"));
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("jürgen"), answer.body());
    }

    // ---- the servers

    @Test
    void healthAndMetricsAreOnTheManagementPortAlone() throws Exception {
        HttpResponse<String> health = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + door.managementPort + "/observe/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertEquals(200, health.statusCode());
        assertEquals(404, door.send(Call.get("/observe/health", operator)).statusCode());
        assertEquals(404, door.send(Call.get("/observe/metrics", operator)).statusCode());
    }

    @Test
    void aTakenPortIsAnErrorAtStart() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (boolean first : List.of(true, false)) {
                int own = RunningDoor.freePort();
                Exception refused = assertThrows(
                        Exception.class,
                        () -> new RunningDoor(
                                ETCD.store(), first ? taken.getLocalPort() : own, first ? own : taken.getLocalPort()));
                String sentence = Stream.<Throwable>iterate(refused, e -> e != null, Throwable::getCause)
                        .filter(AutodockException.class::isInstance)
                        .map(Throwable::getMessage)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(refused));
                assertTrue(sentence.contains("can't listen on 127.0.0.1:" + taken.getLocalPort()), sentence);
            }
        }
    }

    @Test
    void everyHttpRouteSaysWhatItIsForAndAnswersItsErrors() {
        Set<String> ids =
                door.context().getRoutes().stream().map(Route::getId).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                new TreeSet<>(Set.of(
                        "formation-show",
                        "formations-list",
                        "host-add",
                        "host-remove",
                        "hosts-list",
                        "plan-show",
                        "request-show",
                        "requests-list",
                        "token-create",
                        "token-revoke",
                        "tokens-list",
                        "trigger-http",
                        "trigger-http-delete",
                        "trigger-http-verify",
                        "trigger-salt")),
                ids);
        ((ModelCamelContext) door.context()).getRouteDefinitions().forEach(route -> {
            assertEquals("http-errors", route.getRouteConfigurationId(), route.getId());
            assertTrue(route.getDescriptionText() != null, route.getId());
        });
    }
}
