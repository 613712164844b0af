package io.autodock.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.formation.UserName;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    @TempDir
    private Path folder;

    @Test
    void everythingHasADefault() {
        Configuration configuration = Configuration.of(Map.of());
        assertEquals(Path.of("/var/lib/autodock"), configuration.stateDirectory());
        assertEquals(Path.of("/var/lib/autodock/inbox"), configuration.inbox());
        assertEquals(8440, configuration.number(Setting.HTTP_PORT));
        assertEquals(Duration.ofSeconds(60), configuration.duration(Setting.VERIFY_PERIOD));
        assertEquals(Waits.FIELD, configuration.waits());
    }

    @Test
    void readsYamlAndProperties() throws IOException {
        Path yaml = Files.writeString(folder.resolve("a.yaml"), """
                autodock:
                  profile: lab
                  etcd: {endpoints: ["http://a:1", "http://b:2"]}
                  volumes: {roots: {team1: [/srv]}}
                camel.main.name: x
                """);
        Configuration configuration = Configuration.read(yaml);
        assertEquals(List.of("http://a:1", "http://b:2"), configuration.list(Setting.ETCD_ENDPOINTS));
        assertEquals(List.of("/srv"), configuration.volumes().roots().get(new UserName("team1")));
        assertEquals(Map.of("camel.main.name", "x"), configuration.camel());
        assertTrue(configuration.isLab());
        Path properties = Files.writeString(folder.resolve("a.properties"), "autodock.http.port = 9000\n");
        assertEquals(9000, Configuration.read(properties).number(Setting.HTTP_PORT));
    }

    @Test
    void tellsAllProblemsAtOnceWithTheNearestKey() {
        AutodockException refusal = assertThrows(
                AutodockException.class,
                () -> Configuration.of(new java.util.TreeMap<>(
                        Map.of("autodock.htp.port", "1", "autodock.http.port", "70000", "autodock.profile", "fast"))));
        assertEquals(
                "key \"autodock.htp.port\" is not allowed; allowed is a key of autodock.sample.yaml, or one of Camel's own"
                        + " (camel.…); did you mean autodock.http.port?;"
                        + " autodock.http.port \"70000\" is not allowed; allowed is a port, 1 to 65535;"
                        + " autodock.profile \"fast\" is not allowed; allowed is field or lab",
                refusal.sentence());
    }

    @Test
    void aFileThatCannotBeReadIsOneSentence() throws IOException {
        assertThrows(AutodockException.class, () -> Configuration.read(folder.resolve("none.yaml")));
        Path broken = Files.writeString(folder.resolve("b.yaml"), "autodock: [");
        assertTrue(assertThrows(AutodockException.class, () -> Configuration.read(broken))
                .sentence()
                .contains("is no YAML"));
    }

    @Test
    void theSampleDocumentsEveryKeyWithItsDefaultAndNothingElse() throws IOException {
        Path sample = Path.of("autodock.sample.yaml");
        List<String> lines = Files.readAllLines(sample);
        Set<String> documented = new TreeSet<>(lines.stream()
                .filter(line -> line.matches("# ?autodock\\..*|autodock\\..*"))
                .map(line -> line.replaceFirst("^# ?", "").replaceFirst(":.*", ""))
                .collect(Collectors.toSet()));
        Set<String> known = new TreeSet<>(Arrays.stream(Setting.values())
                .map(setting -> setting.kind() == Setting.Kind.ROOTS ? setting.key() + ".cholcomb" : setting.key())
                .toList());
        assertEquals(known, documented);
        for (Setting setting : Setting.values()) {
            assertTrue(lines.contains("# " + setting.description()), setting.key() + " is described as in the code");
        }
    }

    @Test
    void oneSettingMayNeedAnother() throws IOException {
        String file = Files.writeString(folder.resolve("secret"), "x").toString();
        assertEquals(
                "autodock.etcd.key \"" + file + "\" is not allowed; allowed is a value only beside"
                        + " autodock.etcd.certificate, which is missing",
                refusal(Map.of("autodock.etcd.key", file)).sentence());
        assertEquals(
                2,
                refusal(Map.of("autodock.salt.api", "https://salt:8000"))
                        .problems()
                        .size());
        assertEquals(
                List.of("autodock.management.port"),
                refusal(Map.of("autodock.http.port", "8441")).problems().stream()
                        .map(Problem::field)
                        .toList());
    }

    private static AutodockException refusal(Map<String, String> flat) {
        return assertThrows(AutodockException.class, () -> Configuration.of(flat));
    }

    /** Both columns of the table of waits stand in the sample, as the code has them. */
    @Test
    void theSampleTellsTheWaitsOfBothProfiles() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("autodock.sample.yaml"));
        for (RecordComponent wait : Waits.class.getRecordComponents()) {
            String row = "#   %-12s %7s %7s  "
                    .formatted(
                            wait.getName(),
                            written(wait.getAccessor().invoke(Waits.FIELD)),
                            written(wait.getAccessor().invoke(Waits.LAB)));
            assertEquals(1, lines.stream().filter(line -> line.startsWith(row)).count(), row);
        }
    }

    private static String written(Object wait) {
        return ((Duration) wait).toMillis() + "ms";
    }

    @Test
    void theSampleWithEveryLineTurnedOnIsWellFormed() throws IOException {
        String all = Files.readAllLines(Path.of("autodock.sample.yaml")).stream()
                .map(line -> line.replaceFirst("^# (autodock\\.)", "$1"))
                .collect(Collectors.joining("\n"));
        Map<String, String> flat = ConfigurationFile.read(Files.writeString(folder.resolve("all.yaml"), all));
        assertEquals(Setting.values().length, flat.size());
    }
}
