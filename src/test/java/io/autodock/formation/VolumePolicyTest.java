package io.autodock.formation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumePolicyTest {

    private static final UserName TEAM1 = new UserName("team1");
    private static final UserName TEAM2 = new UserName("team2");
    private static final VolumePolicy POLICY =
            new VolumePolicy(Map.of(TEAM1, List.of("/srv/team1", "/data"), TEAM2, List.of("/var")));

    private static String refusal(VolumePolicy policy, UserName owner, boolean operator, String volume) {
        AutodockException refused = assertThrows(
                AutodockException.class, () -> policy.check(owner, operator, List.of(Volume.parse(volume))));
        assertEquals(ProblemCode.FORBIDDEN, refused.code());
        assertEquals("volumes", refused.problems().get(0).field());
        return refused.sentence();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/team1/new:/data", "/srv/team1/my data:/data:ro", "/data/x:/x", "/fresh"})
    void letsAUserMountDirectChildrenOfItsRoots(String volume) {
        assertDoesNotThrow(() -> POLICY.check(TEAM1, false, List.of(Volume.parse(volume))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv/team1:/x",
                "/srv/team1/a/b:/x",
                "/srv/team2/a:/x",
                "/srv/team10/a:/x",
                "/etc/salt:/e",
                "/root/.ssh:/k",
                "/srv:/x",
                "/srv/team1x:/x",
                "/var/www:/x"
            })
    void keepsAUserOutOfEverythingElse(String volume) {
        assertEquals(
                "volumes \"" + Volume.parse(volume).written()
                        + "\" is not allowed; allowed is a host directory directly below /srv/team1 or /data",
                refusal(POLICY, TEAM1, false, volume));
    }

    @Test
    void allowsAUserNoHostDirectoryByDefault() {
        assertEquals(
                "volumes \"/srv/a:/x:rw\" is not allowed; allowed is a lone CONTAINER_DIR:"
                        + " no host directory is allowed to team1",
                refusal(VolumePolicy.none(), TEAM1, false, "/srv/a:/x"));
        assertDoesNotThrow(() -> VolumePolicy.none().check(TEAM1, false, List.of(Volume.parse("/x"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/:/host",
                "/var/run/docker.sock:/s",
                "/run/docker.sock:/s",
                "/var/run:/r",
                "/run:/r",
                "/var:/v",
                "/proc:/p",
                "/sys/fs:/s",
                "/dev:/d",
                "/var/lib/docker/volumes:/v",
                "/var/lib:/l"
            })
    void handsTheHostToNobody(String volume) {
        String sentence = "volumes \"" + Volume.parse(volume).written()
                + "\" is not allowed; allowed is a directory that does not hand over the host or its engine";
        assertEquals(sentence, refusal(POLICY, TEAM1, true, volume));
        assertEquals(sentence, refusal(POLICY, TEAM2, false, volume));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/team1:/x", "/opt/a/b:/x", "/srv/team2/a:/x"})
    void letsAnOperatorMountOtherDirectories(String volume) {
        assertDoesNotThrow(() -> POLICY.check(TEAM1, true, List.of(Volume.parse(volume))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "srv", "/srv/", "/srv/../etc", ""})
    void refusesRootsThatAreNone(String root) {
        assertThrows(AutodockException.class, () -> new VolumePolicy(Map.of(TEAM1, List.of(root))));
    }
}
