package io.autodock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.configuration.Configuration;
import io.autodock.etcd.EtcdConnection;
import io.autodock.etcd.RealEtcd;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** All routes together: what neither Camel nor the compiler says when it is missing. */
class RoutesTest {

    @RegisterExtension
    static final RealEtcd ETCD = new RealEtcd();

    private static final int A_SCREEN = 60;
    private static final Set<String> IDS = new TreeSet<>(List.of(
            "await-removal",
            "bootstrap-app",
            "bootstrap-login",
            "create-app",
            "formation-create",
            "formation-delete",
            "formation-show",
            "formation-verify",
            "formations-list",
            "host-add",
            "host-remove",
            "hosts-list",
            "leftover-sweep",
            "look-again",
            "make-app",
            "make-formation",
            "make-minion",
            "plan-show",
            "remove-app",
            "request-carry-out",
            "request-forget",
            "request-look",
            "request-show",
            "requests-list",
            "run-app",
            "step-abandon",
            "step-announce-done",
            "step-balance",
            "step-bootstrap",
            "step-fail",
            "step-fix-image",
            "step-persist",
            "step-place",
            "step-rank",
            "step-remove",
            "step-restarts",
            "step-run",
            "step-confirm",
            "step-settle",
            "step-undo",
            "take-away-app",
            "take-down-app",
            "take-up-app",
            "token-create",
            "token-revoke",
            "tokens-list",
            "trigger-file",
            "trigger-file-result",
            "trigger-http",
            "trigger-http-delete",
            "trigger-http-verify",
            "trigger-salt",
            "trigger-timer",
            "undo-app"));
    /** Which operation is carried out is told by the request: formation-create, -delete and -verify. */
    private static final String CHOSEN_BY_THE_REQUEST = "direct:formation-${body.request.operation.lowerCase}";

    private static final Pattern CALL = Pattern.compile("([a-zA-Z]+)(?:\\((.*)\\))?");

    @Test
    void theRoutesAreExactlyThese() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            for (Path file : RouteFiles.all()) {
                PluginHelper.getRoutesLoader(context)
                        .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource("file:" + file));
            }
            assertEquals(
                    IDS,
                    context.getRouteDefinitions().stream()
                            .map(route -> route.getRouteId())
                            .collect(Collectors.toCollection(TreeSet::new)));
            assertEquals(IDS.size(), context.getRouteDefinitions().size());
        }
    }

    @Test
    void everyRouteSaysWhatItDoes() throws IOException {
        for (Map<?, ?> route : RouteFiles.routes()) {
            assertTrue(
                    route.get("description") instanceof String text && text.length() > 20,
                    () -> route.get("id") + " has no description");
        }
    }

    @Test
    void noRouteIsLongerThanAScreen() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : RouteFiles.all()) {
            for (String route : Files.readString(file).split("(?m)^- ", -1)) {
                if (route.lines().count() > A_SCREEN) {
                    tooLong.add(file + " " + route.lines().skip(1).findFirst().orElse(""));
                }
            }
        }
        assertEquals(List.of(), tooLong);
    }

    @Test
    void everyDirectTargetHasAConsumer() throws IOException {
        Set<String> consumers = new HashSet<>();
        Set<String> targets = new TreeSet<>();
        for (Map<?, ?> route : RouteFiles.routes()) {
            if (route.get("from") instanceof Map<?, ?> from) {
                consumers.add(String.valueOf(from.get("uri")));
            }
        }
        RouteFiles.eachMapping((file, mapping) -> {
            for (String step : List.of("to", "toD", "wireTap")) {
                Object target = mapping.get(step) instanceof Map<?, ?> to ? to.get("uri") : mapping.get(step);
                if (target instanceof String uri && uri.startsWith("direct:")) {
                    targets.add(uri);
                }
            }
        });
        assertTrue(targets.remove(CHOSEN_BY_THE_REQUEST));
        targets.addAll(List.of("direct:formation-create", "direct:formation-delete", "direct:formation-verify"));
        targets.removeAll(consumers);
        assertEquals(Set.of(), targets, "nobody consumes these");
    }

    @Test
    void everyBeanAndItsMethodIsThere(@TempDir Path state) throws IOException {
        EtcdConnection etcd =
                new EtcdConnection(List.of(ETCD.endpoint()), Optional.empty(), Optional.empty(), Duration.ofSeconds(5));
        Configuration configuration = Configuration.of(Map.of("autodock.state-directory", state.toString()));
        Set<String> missing = new TreeSet<>();
        try (Assembly assembly = new Assembly(configuration, etcd, "test", work -> {})) {
            Map<String, Object> beans = assembly.beans();
            RouteFiles.eachMapping((file, mapping) -> {
                if (mapping.get("ref") instanceof String name) {
                    missing.addAll(missing(file, beans.get(name), name, mapping.get("method")));
                }
                missing.addAll(missingReferences(file, mapping, beans));
            });
            RouteFiles.eachMapping((file, mapping) -> missing.addAll(missingPlaceholders(file, mapping, assembly)));
        }
        assertEquals(Set.of(), missing);
    }

    private static List<String> missing(Path file, @Nullable Object bean, String name, @Nullable Object method) {
        if (bean == null) {
            return List.of(file + ": no bean " + name);
        }
        if (method == null) {
            return List.of();
        }
        Matcher call = CALL.matcher(method.toString());
        boolean there = call.matches() && hasMethod(bean, call.group(1), arguments(call.group(2)));
        return there ? List.of() : List.of(file + ": no method " + name + "." + method);
    }

    private static boolean hasMethod(Object bean, String name, int arguments) {
        return Arrays.stream(bean.getClass().getMethods())
                .filter(method -> method.getName().equals(name))
                .mapToInt(Method::getParameterCount)
                .anyMatch(count -> arguments < 0 || count == arguments);
    }

    /** How many arguments are written; -1 where Camel is left to bind them. */
    private static int arguments(@Nullable String written) {
        if (written == null) {
            return -1;
        }
        return written.isBlank() ? 0 : written.replaceAll("'[^']*'", "text").split(",", -1).length;
    }

    private static List<String> missingReferences(Path file, Map<?, ?> mapping, Map<String, Object> beans) {
        return find("#(?:bean:)?([a-zA-Z]+)|bean:([a-zA-Z]+)\\?", mapping).stream()
                .filter(name -> !beans.containsKey(name))
                .map(name -> file + ": no bean " + name)
                .toList();
    }

    private static List<String> missingPlaceholders(Path file, Map<?, ?> mapping, Assembly assembly) {
        return find("\\{\\{([^}:]+)}}", mapping).stream()
                .filter(name -> !assembly.placeholders().containsKey(name))
                .map(name -> file + ": nothing stands for {{" + name + "}}")
                .toList();
    }

    private static List<String> find(String pattern, Map<?, ?> mapping) {
        return mapping.values().stream()
                .filter(String.class::isInstance)
                .flatMap(text ->
                        Pattern.compile(pattern).matcher(text.toString()).results())
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
    }
}
