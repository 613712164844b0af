package io.autodock.access.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.access.Caller;
import io.autodock.access.Role;
import io.autodock.access.TokenText;
import io.autodock.access.Tokens.Issued;
import io.autodock.access.Tokens.TokenRecord;
import io.autodock.etcd.Entry;
import io.autodock.etcd.RealEtcd;
import io.autodock.formation.Order;
import io.autodock.formation.UserName;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EtcdTokensTest {

    @RegisterExtension
    static final RealEtcd ETCD = new RealEtcd();

    private static final Optional<UserName> CARL = Optional.of(new UserName("carl"));

    private final EtcdTokens tokens =
            new EtcdTokens(ETCD.store(), Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC));

    @BeforeEach
    void empty() {
        tokens.list().forEach(record -> tokens.revoke(record.id()));
    }

    @Test
    void aTokenOpensTheDoorForItsHolder() {
        Issued user = tokens.create("carl bot", Role.USER, CARL);
        Issued operator = tokens.create("ops", Role.OPERATOR, Optional.empty());
        assertEquals(Optional.of(Caller.user("carl bot", CARL.get())), tokens.authenticate(user.token()));
        assertEquals(Optional.of(Caller.operator("ops")), tokens.authenticate(operator.token()));
        assertEquals("2026-01-02T03:04:05Z", user.record().createdAt());
    }

    @Test
    void nothingElseOpensIt() {
        String right =
                tokens.create("ops", Role.OPERATOR, Optional.empty()).token().secret();
        String id = right.substring(4, 16);
        List<String> wrong = List.of(
                "",
                "adk_" + id + "_" + "A".repeat(43),
                "adk_000000000000_" + right.substring(17),
                right + "A",
                right.substring(0, right.length() - 1),
                right.toUpperCase(java.util.Locale.ROOT),
                "../" + id);
        for (String each : wrong) {
            assertTrue(tokens.authenticate(new Order.Token(each)).isEmpty(), each);
        }
    }

    @Test
    void theSecretIsNotKept() {
        String secret =
                tokens.create("ops", Role.OPERATOR, Optional.empty()).token().secret();
        String random = secret.substring(secret.length() - 43);
        List<Entry> everything = ETCD.store().list("/");
        assertEquals(1, everything.size());
        assertFalse(everything.toString().contains(random));
        assertFalse(tokens.list().toString().contains(random));
    }

    @Test
    void aRevokedTokenEndsAtOnce() {
        Issued issued = tokens.create("ops", Role.OPERATOR, Optional.empty());
        tokens.revoke(issued.record().id());
        assertTrue(tokens.authenticate(issued.token()).isEmpty());
        assertEquals(List.of(), tokens.list());
    }

    @ParameterizedTest
    @ValueSource(strings = {"000000000000", "", "../x", "a b", "000000000000/"})
    void whatIsNotThereCannotBeRevoked(String id) {
        AutodockException refusal = assertThrows(AutodockException.class, () -> tokens.revoke(id));
        assertEquals(ProblemCode.NOT_FOUND, refusal.code());
    }

    @Test
    void tokensAreListedByName() {
        tokens.create("b", Role.OPERATOR, Optional.empty());
        tokens.create("a", Role.USER, CARL);
        assertEquals(
                List.of("a", "b"), tokens.list().stream().map(TokenRecord::name).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " x", "a/b", "a\nb", "a\"b", "äö"})
    void aNameIsPlain(String name) {
        AutodockException refusal =
                assertThrows(AutodockException.class, () -> tokens.create(name, Role.OPERATOR, Optional.empty()));
        assertEquals("name", refusal.problems().get(0).field());
    }

    @Test
    void onlyAUsersTokenHasAUser() {
        assertThrows(AutodockException.class, () -> tokens.create("x", Role.USER, Optional.empty()));
        assertThrows(AutodockException.class, () -> tokens.create("x", Role.OPERATOR, CARL));
    }

    @Test
    void anAdoptedTokenIsValidAndAdoptedAgainInPeace() {
        TokenText text = TokenText.fresh();
        tokens.adopt(text, "engine", Role.DELIVERY);
        tokens.adopt(text, "engine", Role.DELIVERY);
        assertEquals(
                Role.DELIVERY, tokens.authenticate(text.token()).orElseThrow().role());
        assertEquals(1, tokens.list().size());
    }

    @Test
    void anAdoptedTokenRaisesNobody() {
        TokenText text = TokenText.fresh();
        tokens.adopt(text, "engine", Role.DELIVERY);
        assertThrows(AutodockException.class, () -> tokens.adopt(text, "engine", Role.OPERATOR));
        TokenText forged = new TokenText(text.id(), "A".repeat(43));
        assertThrows(AutodockException.class, () -> tokens.adopt(forged, "engine", Role.DELIVERY));
        assertTrue(tokens.authenticate(forged.token()).isEmpty());
    }

    @Test
    void aTokenCannotBePrinted() {
        TokenText text = TokenText.fresh();
        assertFalse((text + " " + text.token()).contains(text.secret()));
    }
}
