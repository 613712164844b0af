package io.autodock;

import io.autodock.access.file.LocalOperatorFile;
import io.autodock.access.file.RuntimeLink;
import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.HostServer;
import io.autodock.configuration.Configuration;
import io.autodock.configuration.Setting;
import io.autodock.etcd.EtcdConnection;
import io.autodock.etcd.PrivateEtcd;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.web.vertx.PlatformHttp;
import io.autodock.web.vertx.PlatformHttp.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service: Camel Main with the routes of the routes folder and the beans of {@link Assembly}. */
public final class Service {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final String DOCKER_SOCKET = "unix:///var/run/docker.sock";

    private final Configuration configuration;
    private final Optional<PrivateEtcd> privateEtcd;
    private final Assembly assembly;
    private final Main main = new Main();
    private final RuntimeLink runtimeLink = new RuntimeLink(System.getenv());
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable ProducerTemplate template;

    private Service(Configuration configuration) {
        this.configuration = configuration;
        createState(configuration.stateDirectory());
        privateEtcd = configuration.list(Setting.ETCD_ENDPOINTS).isEmpty()
                ? Optional.of(PrivateEtcd.start(configuration.stateDirectory().resolve("etcd")))
                : Optional.empty();
        assembly = assembled();
    }

    /** What can't be assembled leaves no etcd of ours behind. */
    private Assembly assembled() {
        try {
            return new Assembly(configuration, etcd(), instance(), this::carryOut);
        } catch (RuntimeException e) {
            privateEtcd.ifPresent(PrivateEtcd::close);
            throw e;
        }
    }

    /**
     * Runs the service until it is told to end.
     *
     * @param file the configuration; null for none: this machine alone
     * @throws AutodockException in one sentence when it can't start
     */
    public static void run(@Nullable Path file) throws Exception {
        Configuration configuration =
                file == null ? Configuration.of(Map.of()) : Configuration.read(file.toAbsolutePath());
        Service service = new Service(configuration);
        try {
            service.start();
        } catch (Exception e) {
            service.close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(service::close, "autodock-end"));
        service.ended.await();
    }

    private static void createState(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw AutodockException.invalid(
                    Setting.STATE_DIRECTORY.key(), directory.toString(), "a directory that this user may write");
        }
    }

    private EtcdConnection etcd() {
        if (privateEtcd.isPresent()) {
            return privateEtcd.get().connection(configuration.waits().etcdCall());
        }
        Optional<EtcdConnection.Account> account = configuration
                .optional(Setting.ETCD_USER)
                .map(user -> new EtcdConnection.Account(
                        user,
                        configuration
                                .path(Setting.ETCD_PASSWORD_FILE)
                                .map(EtcdConnection::password)
                                .orElse("")));
        Optional<EtcdConnection.Tls> tls = configuration
                .path(Setting.ETCD_CA)
                .map(ca -> new EtcdConnection.Tls(
                        ca, configuration.path(Setting.ETCD_CERTIFICATE), configuration.path(Setting.ETCD_KEY)));
        return new EtcdConnection(
                configuration.list(Setting.ETCD_ENDPOINTS),
                account,
                tls,
                configuration.waits().etcdCall());
    }

    private static String instance() {
        return machine() + ":" + ProcessHandle.current().pid() + ":" + System.nanoTime();
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "localhost";
        }
    }

    private void carryOut(io.autodock.step.Work work) {
        ProducerTemplate routes = template;
        if (routes == null) {
            throw AutodockException.of(ProblemCode.UNAVAILABLE, "the routes have not started yet");
        }
        routes.requestBody("direct:request-carry-out", work);
    }

    private void start() throws Exception {
        Listener door = new Listener(configuration.text(Setting.HTTP_HOST), configuration.number(Setting.HTTP_PORT));
        Listener management = new Listener(
                configuration.text(Setting.MANAGEMENT_HOST), configuration.number(Setting.MANAGEMENT_PORT));
        PlatformHttp http = new PlatformHttp(door, management, Assembly.WAITING_CALLERS);
        configuration.camel().forEach(main::addInitialProperty);
        assembly.placeholders().forEach(main::addInitialProperty);
        http.properties().forEach(main::addInitialProperty);
        main.addInitialProperty(
                "camel.main.routesIncludePattern", "file:" + routes(configuration) + "/**/*.camel.yaml");
        main.addInitialProperty("camel.main.name", "autodock");
        main.addInitialProperty("camel.main.shutdownTimeout", "20");
        assembly.beans().forEach(main::bind);
        http.whenStopping(assembly::dismissWaiting);
        main.addMainListener(http);
        if (privateEtcd.isPresent() && assembly.directory().list().isEmpty()) {
            assembly.directory().add(thisMachine());
        }
        main.start();
        ready(door);
    }

    /** The routes run: requests may be carried out, and the local operator is let in. */
    private void ready(Listener door) {
        template = main.getCamelContext().createProducerTemplate();
        new LocalOperatorFile(configuration.stateDirectory(), machine()).refresh(assembly.tokens(), door.localUrl());
        runtimeLink.pointTo(configuration.stateDirectory());
        LOG.info("Autodock listens on {}", door);
    }

    /** The program's own routes lie beside it, wherever it is started from; others lie where they are said to. */
    private static Path routes(Configuration configuration) {
        String given = configuration.text(Setting.ROUTES);
        boolean own = given.equals(Setting.ROUTES.whenLeftOut());
        return own ? Path.of(System.getProperty("autodock.home", ""), given) : Path.of(given);
    }

    /** With nothing configured, this machine's engine is the docker cluster. */
    private static HostServer thisMachine() {
        String name = machine().toLowerCase(java.util.Locale.ROOT);
        return new HostServer(name, "127.0.0.1", EngineEndpoint.parse(DOCKER_SOCKET), name, Map.of(), true);
    }

    /** The routes end before what they call does. */
    private void close() {
        runtimeLink.remove(configuration.stateDirectory());
        main.stop();
        assembly.close();
        privateEtcd.ifPresent(PrivateEtcd::close);
        ended.countDown();
    }
}
