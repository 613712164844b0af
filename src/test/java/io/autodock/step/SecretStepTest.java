package io.autodock.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.console.FakeAppConsole;
import io.autodock.container.AppContainer;
import io.autodock.container.AppFixture;
import io.autodock.container.PinnedImage;
import io.autodock.formation.UserName;
import io.autodock.formation.option.ContainerOptions;
import io.autodock.formation.option.SecretName;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.secret.Secret;
import io.autodock.secret.SecretShelf;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SecretStepTest {

    private final Map<String, Secret> kept = new TreeMap<>();
    private final FakeAppConsole console = new FakeAppConsole();
    private final SecretStep step = new SecretStep(new Shelf(), console);

    @Test
    void everySecretGoesThroughTheInputAndThenTheWaitEnds() {
        kept.put("key", Secret.of("k"));
        kept.put("password", Secret.of("hunter2"));
        step.deliver(app("password", "key"), "c1");
        assertEquals(List.of("hunter2", "k"), console.inputs());
        assertEquals(3, console.calls().size());
        assertTrue(
                console.calls().get(0).endsWith(" password 7"), console.calls().get(0));
        assertTrue(console.calls().get(1).endsWith(" key 1"), console.calls().get(1));
        assertEquals(
                "exec c1 /bin/sh -c : > /run/secrets/.complete", console.calls().get(2));
        assertFalse(String.join("\n", console.calls()).contains("hunter2"));
    }

    @Test
    void anAppWithoutSecretsIsLeftAlone() {
        step.deliver(app(), "c1");
        assertEquals(List.of(), console.calls());
    }

    @Test
    void oneThatIsGoneLetsNothingBegin() {
        kept.put("key", Secret.of("k"));
        AutodockException refused =
                assertThrows(AutodockException.class, () -> step.deliver(app("key", "password"), "c1"));
        assertEquals(ProblemCode.FAILED, refused.code());
        assertEquals(
                "user team1 has no secret \"password\" any more; set it with autodock secret set", refused.sentence());
        assertEquals(List.of(), console.calls());
    }

    @Test
    void aContainerThatDoesNotTakeItIsTold() {
        kept.put("key", Secret.of("hunter2"));
        console.endWith(1);
        AutodockException refused = assertThrows(AutodockException.class, () -> step.deliver(app("key"), "c1"));
        assertEquals(
                "host server dldocker01: a secret can't be written to /run/secrets: it failed", refused.sentence());
        assertEquals(1, console.calls().size());
    }

    private static AppContainer app(String... secrets) {
        ContainerOptions none = ContainerOptions.NONE;
        ContainerOptions options = new ContainerOptions(
                none.env(),
                none.command(),
                none.user(),
                none.network(),
                none.ulimits(),
                none.sysctls(),
                none.logDriver(),
                none.stopTimeout(),
                none.labels(),
                none.privileges(),
                List.of(secrets).stream().map(SecretName::new).toList());
        return AppFixture.app(AppFixture.nowhere(), "web001", new PinnedImage("sshd:1", "sshd@sha256:1", true))
                .having(options)
                .make();
    }

    /** Secrets in memory, all of team1's. */
    private final class Shelf implements SecretShelf {

        @Override
        public void set(UserName user, SecretName name, Secret value) {
            kept.put(name.value(), value);
        }

        @Override
        public List<Kept> list(UserName user) {
            return List.of();
        }

        @Override
        public Optional<Held> find(UserName user, SecretName name) {
            return Optional.ofNullable(kept.get(name.value()))
                    .filter(value -> user.value().equals("team1"))
                    .map(value -> new Held(name, value, 1));
        }

        @Override
        public void remove(UserName user, SecretName name) {
            kept.remove(name.value());
        }
    }
}
