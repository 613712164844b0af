package io.autodock.formation.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.problem.AutodockException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each option takes, and how it is written again. */
class OptionValuesTest {

    private static final Map<String, Function<String, Object>> PARSERS = Map.of(
            "env", text -> EnvironmentVariable.parse(text).written(),
            "labels", text -> Label.parse(text).written(),
            "ulimits", text -> Ulimit.parse(text).written(),
            "sysctls", text -> Sysctl.parse(text).written(),
            "devices", text -> Device.parse(text).written(),
            "cap-add", text -> Capability.parse(text).name(),
            "log-driver", text -> LogDriver.parse(text).written(),
            "network", text -> Network.parse(text).name(),
            "container-user", text -> ContainerUser.parse(text).written());

    private static Function<String, Object> parser(String field) {
        return Objects.requireNonNull(PARSERS.get(field), field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "env|A=b=c|A=b=c",
                "env|_x1=|_x1=",
                "labels|com.example/team=a b|com.example/team=a b",
                "labels|bare|bare=",
                "ulimits|nofile=1024|nofile=1024:1024",
                "ulimits|nofile=1024:4096|nofile=1024:4096",
                "ulimits|memlock=-1|memlock=-1:-1",
                "ulimits|core=0:-1|core=0:-1",
                "sysctls|net.core.somaxconn=1024|net.core.somaxconn=1024",
                "sysctls|kernel.sem=250 32000 100 128|kernel.sem=250 32000 100 128",
                "devices|/dev/fuse|/dev/fuse:/dev/fuse:rwm",
                "devices|/dev/ttyUSB0:/dev/tty1:rw|/dev/ttyUSB0:/dev/tty1:rw",
                "devices|/dev/fuse:r|/dev/fuse:/dev/fuse:r",
                "cap-add|cap_net_admin|NET_ADMIN",
                "cap-add|ALL|ALL",
                "log-driver|json-file|json-file",
                "network|shops|shops",
                "container-user|1000:www-data|1000:www-data"
            })
    void takesAndWrites(String field, String text, String written) {
        assertEquals(written, parser(field).apply(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "env|A",
                "env|=x",
                "env|1A=x",
                "env|A-B=x",
                "labels|io.autodock.user=x",
                "labels|IO.Autodock=x",
                "labels|=x",
                "labels|a b=c",
                "ulimits|nofile",
                "ulimits|nofile=2:1",
                "ulimits|nofile=-1:5",
                "ulimits|files=5",
                "ulimits|nofile=99999999999999999999",
                "sysctls|kernel.panic=1",
                "sysctls|vm.overcommit_memory=1",
                "sysctls|net..x=1",
                "sysctls|net.core.somaxconn=",
                "devices|/etc/passwd",
                "devices|/dev/../etc/passwd",
                "devices|/dev/fuse:rwx",
                "cap-add|SUPER",
                "log-driver|gelf",
                "network|container:clweb001",
                "network|a/b",
                "container-user|a b",
                "container-user|:1"
            })
    void refusesWithFieldAndWhatIsAllowed(String field, String text) {
        AutodockException refused =
                assertThrows(AutodockException.class, () -> parser(field).apply(text));
        assertEquals(field, refused.problems().get(0).field());
    }

    @Test
    void aRefusedVariableDoesNotShowItsValue() {
        AutodockException refused = assertThrows(
                AutodockException.class, () -> new EnvironmentVariable("TOKEN", "s3cret" + "x".repeat(40_000)));
        assertFalse(refused.sentence().contains("s3cret"), refused.sentence());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "nginx -g 'daemon off;'|[nginx, -g, daemon off;]",
                "  a   b  |[a, b]",
                "a \"b \\\" $c\" ''|[a, b \" $c, ]",
                "a\\ b c|[a b, c]",
                "sh -c 'echo \\n'|[sh, -c, echo \\n]",
                "a'b'\"c\"|[abc]"
            })
    void aLineIsPartedAsAShellWould(String line, String words) {
        assertEquals(words, Command.parse(line).words().toString());
    }

    @Test
    void aLineWithAnOpenQuoteOrNothingInItIsRefused() {
        for (String line : List.of("a 'b", "\"", "", "  ", "''")) {
            assertThrows(AutodockException.class, () -> Command.parse(line), line);
        }
    }

    @Test
    void theLastOfANameCounts() {
        ContainerOptions options = options("A=1", "B=2", "A=3");
        assertEquals(
                List.of("A=3", "B=2"),
                options.env().stream().map(EnvironmentVariable::written).toList());
    }

    @Test
    void theEnvironmentIsBounded() {
        assertThrows(
                AutodockException.class,
                () -> options(java.util.stream.IntStream.range(0, 5)
                        .mapToObj(index -> "A" + index + "=" + "x".repeat(30_000))
                        .toArray(String[]::new)));
    }

    @Test
    void rootIsWhomSshdNeeds() {
        assertTrue(new ContainerUser("0:5").isRoot());
        assertFalse(new ContainerUser("1000").isRoot());
    }

    private static ContainerOptions options(String... env) {
        ContainerOptions none = ContainerOptions.NONE;
        return new ContainerOptions(
                java.util.Arrays.stream(env).map(EnvironmentVariable::parse).toList(),
                none.command(),
                none.user(),
                none.network(),
                none.ulimits(),
                none.sysctls(),
                none.logDriver(),
                none.stopTimeout(),
                none.labels(),
                none.privileges());
    }
}
