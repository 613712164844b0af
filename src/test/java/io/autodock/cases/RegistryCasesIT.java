package io.autodock.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.etcd.Entry;
import io.autodock.etcd.EtcdStore;
import io.autodock.lab.RunningService;
import io.autodock.lab.RunningService.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A registry that asks for a password: case 028, as far as it is not about host servers that die. */
class RegistryCasesIT {

    private static final int HOST = 3;

    private static GuardedRegistry registry;
    private static Path credentials;
    private static RunningService service;
    private static Tenant tenant;

    @BeforeAll
    static void start() throws IOException {
        registry = new GuardedRegistry(HOST);
        credentials =
                Files.createTempFile(Path.of("target"), "registries", ".json").toAbsolutePath();
        show("wrong");
        service = RunningService.start(Map.of("autodock.registries.credentials-file", credentials.toString()));
        tenant = new Tenant(service, "vrteam");
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        registry.close();
        Files.delete(credentials);
    }

    /** What the service shows the registry from now on. */
    private static void show(String password) throws IOException {
        String pair = Base64.getEncoder()
                .encodeToString((GuardedRegistry.USER + ":" + password).getBytes(StandardCharsets.UTF_8));
        Files.writeString(credentials, "{\"auths\": {\"" + registry.name() + "\": {\"auth\": \"" + pair + "\"}}}");
    }

    @Test
    void credentialsAreShownSparinglyAndNowhereElse() throws IOException {
        Outcome refused = create();
        assertNotEquals(0, refused.status(), refused.toString());
        for (String word : List.of(registry.image(), "unauthorized")) {
            assertTrue(refused.error().contains(word), word + " in " + refused.error());
        }
        long asked = registry.questions();
        for (int again = 0; again < 5; again++) {
            service.cli("plan", "create", "-u", "vrteam", "-f", "guarded", "-s", "vrg", "-i", registry.image());
        }
        assertTrue(registry.questions() - asked <= 10, registry.questions() + " questions after " + asked);
        assertEquals(List.of(), tenant.left("guarded", "vrg"));

        show(GuardedRegistry.PASSWORD);
        Outcome made = create();
        assertEquals(0, made.status(), made.toString());
        registry.stop();
        Outcome held = tenant.create("held", options("vrh"));
        assertEquals(0, held.status(), held.toString());
        assertFalse(Files.readString(service.log()).contains(GuardedRegistry.PASSWORD), "in the log");
        assertFalse((refused + " " + made).contains(GuardedRegistry.PASSWORD), "in an answer");
        try (EtcdStore etcd = service.openEtcd()) {
            String all = etcd.list("/").stream().map(Entry::value).collect(Collectors.joining("\n"));
            assertFalse(all.contains(GuardedRegistry.PASSWORD), "in etcd");
        }
        assertFalse(Tenant.docker(HOST, "inspect", "vrg001").contains(GuardedRegistry.PASSWORD), "in a label");
        assertEquals(0, tenant.delete("guarded", "").status());
        assertEquals(0, tenant.delete("held", "").status());
    }

    private static Outcome create() {
        return tenant.create("guarded", options("vrg"));
    }

    private static String options(String scheme) {
        return "-s " + scheme + " -z dldocker0" + HOST + " --bootstrap none -r 32M -i " + registry.image();
    }
}
