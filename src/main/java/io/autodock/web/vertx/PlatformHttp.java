package io.autodock.web.vertx;

import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.impl.TCPServerBase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * The two HTTP servers of Camel Main: the door, and the management port with health and metrics. Add it to the {@code
 * Main} as a listener, after its {@link #properties()}.
 */
public final class PlatformHttp extends MainListenerSupport {

    /** A longer body is refused with 413. */
    static final long MOST_BODY_BYTES = 2L * 1024 * 1024;

    /** Calls that are carried out at once, besides those that wait. */
    private static final int WORKING = 24;

    private static final Duration BODY_LIMIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_CALL = Duration.ofMinutes(11);

    private final Listener door;
    private final Listener management;
    private final Vertx vertx;
    private Runnable whenStopping = () -> {};

    /** Where a server listens. */
    public record Listener(String host, int port) {

        private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]");

        /** How a caller on this machine reaches it. */
        public String localUrl() {
            String reached = EVERYWHERE.contains(host) ? "127.0.0.1" : host;
            boolean bare6 = reached.contains(":") && !reached.startsWith("[");
            return "http://" + (bare6 ? "[" + reached + "]" : reached) + ":" + port;
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** @param waiting how many callers may wait for the end of a request at once; each holds a thread */
    public PlatformHttp(Listener door, Listener management, int waiting) {
        this.door = door;
        this.management = management;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setWorkerPoolSize(WORKING + waiting)
                .setMaxWorkerExecuteTime(LONGEST_CALL.toSeconds())
                .setMaxWorkerExecuteTimeUnit(TimeUnit.SECONDS));
    }

    /** What Camel Main has to be told, as {@code camel.*} properties that nothing may override. */
    public Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("camel.server.enabled", "true");
        properties.put("camel.server.host", door.host());
        properties.put("camel.server.port", String.valueOf(door.port()));
        properties.put("camel.server.maxBodySize", String.valueOf(MOST_BODY_BYTES));
        properties.put("camel.server.fileUploadEnabled", "false");
        properties.put("camel.management.enabled", "true");
        properties.put("camel.management.host", management.host());
        properties.put("camel.management.port", String.valueOf(management.port()));
        properties.put("camel.component.platform-http.headerFilterStrategy", "#class:" + ClosedHeaders.class.getName());
        return properties;
    }

    /** What is done before calls under way are waited for: those that only wait have to be ended. */
    public void whenStopping(Runnable action) {
        whenStopping = action;
    }

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        requireFree(door);
        requireFree(management);
        CamelContext context = main.getCamelContext();
        context.getRegistry().bind("vertx", Vertx.class, vertx);
        context.getRegistry().bind("platform-http-engine", PlatformHttpEngine.class, new DoorEngine(door.port()));
        context.addLifecycleStrategy(new Closing());
        try {
            context.addStartupListener(new Opened());
        } catch (Exception e) {
            throw AutodockException.caused(ProblemCode.FAILED, "Autodock can't follow its own start", e);
        }
    }

    /** With two servers the engine would guess, and guess wrong. */
    private static final class DoorEngine extends VertxPlatformHttpEngine {
        private final int port;

        DoorEngine(int port) {
            this.port = port;
        }

        @Override
        public int getServerPort() {
            return port;
        }
    }

    /** Both servers have to be there once the routes are; then what no route serves gets its answer. */
    private final class Opened implements StartupListener {
        @Override
        public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
            // The routes are not there yet.
        }

        @Override
        public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
            new RouterProblems(requireListening(context, door), BODY_LIMIT).install();
            requireListening(context, management);
        }
    }

    private final class Closing extends LifecycleStrategySupport {
        @Override
        public void onContextStopping(CamelContext context) {
            whenStopping.run();
        }

        @Override
        public void onContextStopped(CamelContext context) {
            vertx.close();
        }
    }

    /** Camel says only in a warning that it could not listen, and goes on. */
    private static void requireFree(Listener listener) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(listener.host()), listener.port()));
        } catch (IOException e) {
            throw notListening(listener, String.valueOf(e.getMessage()));
        }
    }

    private static VertxPlatformHttpRouter requireListening(CamelContext context, Listener listener) {
        VertxPlatformHttpRouter router =
                VertxPlatformHttpRouter.lookup(context, VertxPlatformHttpRouter.getRouterNameFromPort(listener.port()));
        if (router == null || !isListening(router.getServer().getServer())) {
            throw notListening(listener, "the server did not start");
        }
        return router;
    }

    /** The public interface does not tell: its port is the one asked for, whether or not it was had. */
    private static boolean isListening(HttpServer server) {
        return server instanceof TCPServerBase base && base.isListening();
    }

    private static AutodockException notListening(Listener listener, String reason) {
        return AutodockException.of(
                ProblemCode.UNAVAILABLE,
                "Autodock can't listen on " + listener + " (" + reason
                        + "); choose another with autodock.http.port or autodock.management.port");
    }
}
