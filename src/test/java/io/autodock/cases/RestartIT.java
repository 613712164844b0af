package io.autodock.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.lab.Await;
import io.autodock.lab.FormationProof;
import io.autodock.lab.LabContainers;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Apps whose main process ends are started again by their engines' word alone, as their policies say; nobody verifies. */
class RestartIT {

    private static final String USER = "trestart";
    private static final String HOST = "dldocker01";
    /** Two seconds are promised; the rest is the lab's, whose engines, masters and services share two cores. */
    private static final Duration BACK = Duration.ofSeconds(2 + 2);

    private static final Duration SOON = Duration.ofSeconds(20);

    private static RunningService service;
    private static Tenant tenant;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start();
        tenant = new Tenant(service, USER);
    }

    @AfterAll
    static void stop() {
        for (String formation : new String[] {"back", "stays", "fails", "unheard"}) {
            tenant.delete(formation, "");
        }
        service.close();
    }

    /** Back means that its sshd answers. What was left down before it is still down when it is back. */
    @Test
    void aKilledAppIsBackAtOnceAndOneOfPolicyNoStaysDown() {
        create("stays", "trstays", "no");
        ok(tenant.create("back", "-n 1 -s trback -z " + HOST));
        JsonNode app = tenant.apps("back").get(0);
        String first = life("trback001");
        String last = life("trstays001");

        LabContainers.docker(HOST, "kill trstays001");
        LabContainers.docker(HOST, "kill trback001");
        Await.until(
                "it is back",
                BACK,
                () -> isUp("trback001")
                        && !life("trback001").equals(first)
                        && FormationProof.sshBanner(app).startsWith("SSH-2.0-"));

        assertStaysDown("trstays001", last);
        String verified = ok(service.cli("verify")).out();
        assertTrue(verified.contains("left so, by its restart policy no"), verified);
        assertStaysDown("trstays001", last);
    }

    /** Two ends in a row are followed by a start each; the third is not, and a start by hand is the user's own. */
    @Test
    void onFailureCountsEndsInARow() {
        create("fails", "trfails", "on-failure:2");
        for (int end = 1; end <= 2; end++) {
            String before = life("trfails001");
            LabContainers.docker(HOST, "kill trfails001");
            Await.until("it is back", SOON, () -> isUp("trfails001")
                    && !life("trfails001").equals(before));
        }
        String last = life("trfails001");
        LabContainers.docker(HOST, "kill trfails001");
        Await.until("its end is told", SOON, () -> Files.readString(service.log())
                .contains("trfails001 has ended 3 times in a row: it is not started again now"));
        assertStaysDown("trfails001", last);
    }

    @Test
    void anAppThatEndsWhileNoServiceRunsIsStartedOnceOneDoes() throws IOException {
        create("unheard", "trunheard", "unless-stopped");
        String first = life("trunheard001");
        service.stop();
        LabContainers.docker(HOST, "kill trunheard001");
        service.restart();
        Await.until("it is back", SOON, () -> isUp("trunheard001")
                && !life("trunheard001").equals(first));
    }

    private static void create(String formation, String scheme, String restart) {
        ok(service.cli(
                "create",
                "-u",
                USER,
                "-f",
                formation,
                "-s",
                scheme,
                "-z",
                HOST,
                "--restart",
                restart,
                "--bootstrap",
                "none",
                "--command",
                "sleep 3600"));
    }

    private static void assertStaysDown(String name, String life) {
        assertEquals(life, life(name), name + " was not started");
        assertEquals("exited", LabContainers.docker(HOST, "inspect --format {{.State.Status}} " + name).strip());
    }

    private static boolean isUp(String name) {
        return LabContainers.docker(HOST, "inspect --format {{.State.Running}} " + name)
                .contains("true");
    }

    /** Each life of a container has one beginning. */
    private static String life(String name) {
        return LabContainers.docker(HOST, "inspect --format {{.State.StartedAt}} " + name);
    }

    private static Outcome ok(Outcome outcome) {
        assertEquals(0, outcome.status(), outcome.error());
        return outcome;
    }
}
