package io.autodock.web.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.json.SpecJson;
import io.autodock.json.Json;
import io.autodock.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The whole text of {@code POST /v1/plan}'s answer, and so of {@code autodock plan … --json}. */
class PlanViewTest {

    private static final FormationId OWNCLOUD = FormationId.of("cholcomb", "owncloud");
    private static final Plan.Image IMAGE = new Plan.Image("sshd:1", "registry:5000/sshd@sha256:5f1d");
    private static final String SPEC = "{\"number\":1,\"image\":\"sshd:1\",\"cpu-shares\":100,\"ram\":\"100M\","
            + "\"hostname-scheme\":\"clweb\",\"ports\":[\"8080:80\"],\"volumes\":[],\"bootstrap\":\"cron\","
            + "\"bootstrap-asked\":false}";

    private static final App CLWEB001 = App.placed(
            "clweb001", "dldocker02", List.of(new PublishedPort("", 8081, 80, Protocol.TCP)), OptionalInt.of(9023));

    @Test
    void aCreateTellsEveryHostInItsOrderWithItsReasons() {
        Plan plan = new Plan(
                Operation.CREATE,
                OWNCLOUD,
                true,
                "1 app of cholcomb/owncloud would be made",
                Optional.of(SpecJson.read(SPEC)),
                IMAGE,
                List.of(
                        new Plan.HostLine(1, "dldocker02", Optional.of(0.25), 2, 2000, 300, 0, "minion", "", 1),
                        new Plan.HostLine(
                                2, "dldocker01", Optional.empty(), 0, 0, 0, 3, "", "its Docker Engine is silent", 0)),
                List.of(CLWEB001));
        assertEquals("""
                {"operation":"create","user":"cholcomb","formation":"owncloud","possible":true,\
                "sentence":"1 app of cholcomb/owncloud would be made",\
                "image":{"written":"sshd:1","digest":"registry:5000/sshd@sha256:5f1d"},\
                "spec":{"number":1,"image":"sshd:1","cpu-shares":100,"ram":"100M","hostname-scheme":"clweb",\
                "ports":["8080:80"],"volumes":[],"bootstrap":"cron","bootstrap-asked":false},\
                "hosts":[{"rank":1,"host-server":"dldocker02","load15":0.25,"cores":2,"memory-mb":2000,\
                "promised-mb":300,"recent-failures":0,"facts":"minion","apps":1},\
                {"rank":2,"host-server":"dldocker01","cores":0,"memory-mb":0,"promised-mb":0,"recent-failures":3,\
                "refusal":"its Docker Engine is silent","apps":0}],\
                "apps":[{"hostname":"clweb001","host-server":"dldocker02","state":"placed","port":8081,\
                "ports":["8081:80"],"ssh-port":9023}]}""", Json.write(PlanView.of(plan)));
    }

    @Test
    void aRefusalIsAPlanThatIsNotPossible() {
        Plan plan = new Plan(
                Operation.CREATE,
                OWNCLOUD,
                false,
                "no host server has room for clweb001",
                Optional.of(SpecJson.read(SPEC)),
                new Plan.Image("sshd:1", ""),
                List.of(),
                List.of());
        assertEquals("""
                {"operation":"create","user":"cholcomb","formation":"owncloud","possible":false,\
                "sentence":"no host server has room for clweb001","image":{"written":"sshd:1","digest":""},\
                "spec":{"number":1,"image":"sshd:1","cpu-shares":100,"ram":"100M","hostname-scheme":"clweb",\
                "ports":["8080:80"],"volumes":[],"bootstrap":"cron","bootstrap-asked":false},\
                "hosts":[],"apps":[]}""", Json.write(PlanView.of(plan)));
    }

    @Test
    void aDeleteTellsWhatWouldGo() {
        Plan plan = new Plan(
                Operation.DELETE,
                OWNCLOUD,
                true,
                "1 app of cholcomb/owncloud would be removed, with all they hold",
                Optional.empty(),
                IMAGE,
                List.of(),
                List.of(CLWEB001.running("4f2a")));
        assertEquals("""
                {"operation":"delete","user":"cholcomb","formation":"owncloud","possible":true,\
                "sentence":"1 app of cholcomb/owncloud would be removed, with all they hold",\
                "image":{"written":"sshd:1","digest":"registry:5000/sshd@sha256:5f1d"},\
                "hosts":[],\
                "apps":[{"hostname":"clweb001","host-server":"dldocker02","state":"running","port":8081,\
                "ports":["8081:80"],"ssh-port":9023,"container-id":"4f2a"}]}""", Json.write(PlanView.of(plan)));
    }
}
