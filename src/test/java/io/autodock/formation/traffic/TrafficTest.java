package io.autodock.formation.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.formation.PortMapping;
import io.autodock.formation.UserName;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Server names, paths, snippets and what goes with them, as users write them. */
class TrafficTest {

    private static final String LABEL = "a".repeat(63);

    @ParameterizedTest
    @CsvSource({
        "shop.test,shop.test",
        "A.Test,a.test",
        "a.test.,a.test",
        "xn--bcher-kva.example,xn--bcher-kva.example",
        "localhost,localhost",
        "shop.test/api,shop.test/api",
        "shop.test/api/v1/,shop.test/api/v1",
        "shop.test/,shop.test"
    })
    void takesNames(String written, String read) {
        assertEquals(read, ServedUrl.parse(written).written());
    }

    @Test
    void takesTheLongestNames() {
        String longest = String.join(".", LABEL, LABEL, LABEL, "a".repeat(61));
        assertEquals(253, longest.length());
        assertEquals(longest, ServedUrl.parse(longest).written());
        assertThrows(AutodockException.class, () -> ServedUrl.parse(longest + "a"));
        assertThrows(AutodockException.class, () -> ServedUrl.parse(LABEL + "a.test"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "*.test",
                "_",
                "a.test b.test",
                "a.test;}",
                "~^x",
                "127.0.0.1",
                "::1",
                "a.test:80",
                "ünï.test",
                "a..test",
                "-a.test",
                "a-.test",
                "a.test/..",
                "a.test/a b",
                "a.test//",
                "/a",
                "a.test/;",
                "a.test/{}",
                "a.test\n",
                "a.test/$uri",
                "http://a.test",
                "a_b.test"
            })
    void refusesEverythingElseInTheFieldUrl(String written) {
        AutodockException refused = assertThrows(AutodockException.class, () -> ServedUrl.parse(written));
        assertEquals("url", refused.problems().get(0).field());
        assertEquals(ProblemCode.INVALID, refused.code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip on;",
                "add_header X-Frame-Options DENY; expires 1h;",
                "add_header Strict-Transport-Security \"max-age=63072000; includeSubDomains\";",
                "proxy_buffering off;\nproxy_buffers 8 4k;",
                "add_header X-Upstream $upstream_addr;",
                "expires never-ever;"
            })
    void takesSnippetsOfHarmlessDirectives(String written) {
        Snippet snippet = Snippet.parse(written);
        assertEquals(snippet, Snippet.parse(snippet.written()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gzip on",
                "gzip on; }",
                "location / { return 200; }",
                "gzip on; } server { listen 81;",
                "include /etc/shadow;",
                "alias /etc;",
                "proxy_pass http://127.0.0.1;",
                "access_log /etc/cron.d/x;",
                "add_header X \"$document_root\";",
                "add_header X ${uri};",
                "add_header X \"a\\\";",
                "# gzip on;",
                "gzip on; # }",
                "gzip\u0000 on;",
                "load_module x.so;",
                "gzip;",
                "add_header X \"a;"
            })
    void refusesSnippetsThatReachFurther(String written) {
        AutodockException refused = assertThrows(AutodockException.class, () -> Snippet.parse(written));
        assertEquals("balance-snippet", refused.problems().get(0).field());
    }

    @Test
    void readsAHostileSnippetInTime() {
        String quotes = "'\"".repeat(1990) + ";";
        assertThrows(AutodockException.class, () -> Snippet.parse(quotes));
        assertThrows(AutodockException.class, () -> Snippet.parse("gzip " + "a".repeat(3900) + "{;"));
    }

    @Test
    void hasOnePathForEachName() {
        assertThrows(AutodockException.class, () -> named("a.test/x", "a.test/y"));
        assertEquals(1, named("a.test", "A.test").urls().size());
        assertEquals(List.of("a.test", "b.test"), named("a.test/x", "b.test").claims());
    }

    @Test
    void needsANameOrAPortForTheRest() {
        AutodockException refused = assertThrows(
                AutodockException.class,
                () -> new Traffic(
                        List.of(),
                        OptionalInt.empty(),
                        BalanceMethod.IP_HASH,
                        Optional.of(new CertificateName("a")),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.of(Snippet.parse("gzip on;"))));
        assertEquals(3, refused.problems().size());
    }

    @Test
    void balancesATcpPortThatCanBeReached() {
        Traffic traffic = named("a.test");
        assertEquals(List.of(), traffic.portProblems(List.of(PortMapping.parse("80"), PortMapping.parse("53/udp"))));
        assertEquals(
                1, traffic.portProblems(List.of(PortMapping.parse("53/udp"))).size());
        assertEquals(
                1,
                traffic.portProblems(List.of(PortMapping.parse("127.0.0.1:80:80")))
                        .size());
        assertEquals(List.of(), Traffic.NONE.portProblems(List.of(PortMapping.parse("53/udp"))));
    }

    @ParameterizedTest
    @CsvSource({"10,10", "10M,10", "2G,2048"})
    void readsSizes(String written, int megabytes) {
        assertEquals(megabytes, Traffic.parseBody(written));
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThrows(AutodockException.class, () -> Traffic.parseBody("0"));
        assertThrows(AutodockException.class, () -> Traffic.parsePort("80"));
        assertThrows(AutodockException.class, () -> Traffic.parseTimeout("1m"));
        assertThrows(AutodockException.class, () -> BalanceMethod.parse("random"));
        assertEquals(BalanceMethod.LEAST_CONN, BalanceMethod.parse("least_conn"));
    }

    @Test
    void aUserWithPatternsHasNamesThatMatch() {
        UserName limited = new UserName("cholcomb");
        NamePolicy policy = new NamePolicy(Map.of(limited, List.of("*.cholcomb.example", "shop.test")));
        policy.check(limited, named("a.cholcomb.example", "shop.test"));
        policy.check(new UserName("other"), named("cholcomb.example"));
        AutodockException refused =
                assertThrows(AutodockException.class, () -> policy.check(limited, named("cholcomb.example")));
        assertEquals(ProblemCode.FORBIDDEN, refused.code());
        assertTrue(refused.sentence().contains("*.cholcomb.example or shop.test"), refused.sentence());
    }

    private static Traffic named(String... urls) {
        return new Traffic(
                List.of(urls).stream().map(ServedUrl::parse).toList(),
                OptionalInt.empty(),
                BalanceMethod.ROUND_ROBIN,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty());
    }
}
