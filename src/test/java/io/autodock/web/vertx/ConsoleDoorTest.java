package io.autodock.web.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.etcd.RealEtcd;
import io.autodock.web.vertx.RunningDoor.Call;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may look into apps, and who may keep secrets: over HTTP. */
class ConsoleDoorTest {

    @RegisterExtension
    static final RealEtcd ETCD = new RealEtcd();

    private static final String APPS = "/v1/formations/cholcomb/owncloud";
    private static final String PLANTED = "Pl4nted-s3cret";

    private static RunningDoor door;
    private static String operator;
    private static String cholcomb;
    private static String stranger;

    @BeforeAll
    static void open() throws Exception {
        door = new RunningDoor(ETCD.store());
        operator = door.operatorToken();
        cholcomb = door.userToken("cholcomb");
        stranger = door.userToken("stranger");
        door.record("cholcomb", "owncloud");
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/logs", "/ps", "/logs?app=clweb001&tail=5"})
    void ofWhatIsSomebodyElsesNothingIsTold(String call) throws Exception {
        HttpResponse<String> answer = door.send(Call.get(APPS + call, stranger));
        assertEquals(404, answer.statusCode());
        assertTrue(answer.body().contains("formation cholcomb/owncloud does not exist"), answer.body());
        assertEquals(401, door.send(Call.get(APPS + call, "")).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tail=0", "tail=10001", "tail=x", "after=yesterday", "app=clweb009"})
    void whatIsAskedOfLogsIsChecked(String query) throws Exception {
        int status = door.send(Call.get(APPS + "/logs?" + query, cholcomb)).statusCode();
        assertEquals(query.startsWith("app") ? 404 : 400, status);
    }

    @Test
    void commandsAndPruningAreTheOperatorsAlone() throws Exception {
        String body = "{\"command\": [\"id\"]}";
        String path = APPS + "/apps/clweb001/exec";
        assertEquals(403, door.send(Call.post(path, cholcomb, body)).statusCode());
        assertEquals(403, door.send(Call.post("/v1/prune", cholcomb, "{}")).statusCode());
        assertEquals(200, door.send(Call.post("/v1/prune", operator, "{}")).statusCode());
        for (String wrong : List.of("{}", "{\"command\": []}", "{\"command\": \"id\"}", "{\"command\": [\"\"]}")) {
            assertEquals(400, door.send(Call.post(path, operator, wrong)).statusCode(), wrong);
        }
    }

    /** Case 016: headers and parameters of the framework's own change nothing. */
    @Test
    void theFrameworksOwnHeadersChangeNothing() throws Exception {
        HttpResponse<String> plain = door.send(Call.get("/v1/secrets", cholcomb));
        Map<String, String> planted =
                Map.of("CAmelBeanMethodName", "remove", "CamelHttpUri", "http://127.0.0.1:1/", "caller", "operator");
        HttpResponse<String> with = door.send(
                Call.get("/v1/secrets?CamelBeanMethodName=remove", cholcomb).with(planted));
        assertEquals(plain.statusCode(), with.statusCode());
        assertEquals(plain.body(), with.body());
        assertTrue(with.headers().map().keySet().stream().noneMatch(name -> name.startsWith("camel")));
    }

    @Test
    void aSecretIsItsUsersAndNoAnswerHoldsItsValue() throws Exception {
        String body = "{\"name\": \"password\", \"value\": \"" + PLANTED + "\"}";
        assertEquals(204, door.send(Call.post("/v1/secrets", cholcomb, body)).statusCode());
        String forOther = body.replace("{", "{\"user\": \"cholcomb\", ");
        assertEquals(
                403, door.send(Call.post("/v1/secrets", stranger, forOther)).statusCode());
        assertEquals(
                403, door.send(Call.get("/v1/secrets?user=cholcomb", stranger)).statusCode());
        assertEquals(
                403,
                door.send(Call.delete("/v1/secrets/cholcomb/password", stranger))
                        .statusCode());
        assertEquals(
                "{\"secrets\":[]}", door.send(Call.get("/v1/secrets", stranger)).body());
        HttpResponse<String> listed = door.send(Call.get("/v1/secrets?user=cholcomb", operator));
        assertTrue(listed.body().contains("\"name\":\"password\""), listed.body());
        assertFalse(listed.body().contains(PLANTED));
        assertEquals(
                404,
                door.send(Call.delete("/v1/secrets/cholcomb/other", cholcomb)).statusCode());
        assertEquals(
                204,
                door.send(Call.delete("/v1/secrets/cholcomb/password", cholcomb))
                        .statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"password\", \"value\": [\"Pl4nted-s3cret\"]}",
                "{\"name\": \"password\", \"value\": \"Pl4nted-s3cret\", \"more\": 1}",
                "{\"name\": \"Pl4nted-s3cret with blanks\", \"value\": \"x\"}",
                "{\"name\": \"password\", \"value\": \"Pl4nted-s3cret\"",
                "{\"name\": \"password\", \"value\": \"\"}"
            })
    void whatIsWrongWithASecretIsToldWithoutIt(String body) throws Exception {
        HttpResponse<String> answer = door.send(Call.post("/v1/secrets", cholcomb, body));
        assertEquals(400, answer.statusCode());
        assertFalse(answer.body().contains(PLANTED), answer.body());
    }

    @Test
    void anOrderNamesSecretsThatItsUserHas() throws Exception {
        String order = RunningDoor.order("cholcomb", "guarded").replace("}", ", \"secrets\": [\"nothing\"]}");
        HttpResponse<String> answer = door.send(Call.post("/v1/formations", cholcomb, order));
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("the name of a secret that user cholcomb has"), answer.body());
    }
}
