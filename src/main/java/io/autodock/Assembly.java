package io.autodock;

import io.autodock.access.StandingTokens;
import io.autodock.access.etcd.EtcdTokens;
import io.autodock.access.file.EngineTokenFile;
import io.autodock.admission.Admission;
import io.autodock.admission.DurableRequestDesk;
import io.autodock.admission.OptionPolicy;
import io.autodock.admission.TenantShelf;
import io.autodock.announce.Announcer;
import io.autodock.announce.Announcers;
import io.autodock.announce.LogAnnouncer;
import io.autodock.announce.salt.SaltBus;
import io.autodock.bootstrap.BootstrapLimits;
import io.autodock.bootstrap.BootstrapScript;
import io.autodock.bootstrap.BootstrapSettings;
import io.autodock.bootstrap.BootstrapTurns;
import io.autodock.bootstrap.MinionKeys;
import io.autodock.bootstrap.MinionKeysOnMaster;
import io.autodock.bootstrap.salt.HighstateVerdict;
import io.autodock.bootstrap.salt.MinionKeyRegistry;
import io.autodock.bootstrap.ssh.AppLogins;
import io.autodock.bootstrap.ssh.AppSshClients;
import io.autodock.bootstrap.ssh.ControllerKey;
import io.autodock.bootstrap.ssh.SshAccess;
import io.autodock.cluster.ClusterWatch;
import io.autodock.cluster.FailureLog;
import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.LiveClusterWatch;
import io.autodock.cluster.LoadSource;
import io.autodock.cluster.etcd.EtcdFailureLog;
import io.autodock.cluster.etcd.EtcdHostDirectory;
import io.autodock.cluster.salt.MinionFacts;
import io.autodock.configuration.Configuration;
import io.autodock.configuration.Setting;
import io.autodock.configuration.Waits;
import io.autodock.container.AppRemoval;
import io.autodock.container.AppRun;
import io.autodock.container.Engines;
import io.autodock.container.docker.DockerEndpoints;
import io.autodock.container.docker.DockerEngines;
import io.autodock.container.docker.EngineFailures;
import io.autodock.container.docker.EngineLimits;
import io.autodock.container.docker.EngineLines;
import io.autodock.container.docker.InspectedContainer;
import io.autodock.container.docker.PooledDockerComponent;
import io.autodock.etcd.EtcdConnection;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.InstanceLease;
import io.autodock.formation.json.SpecJson;
import io.autodock.inbox.Inbox;
import io.autodock.inbox.SettledFiles;
import io.autodock.plan.Planner;
import io.autodock.problem.AutodockException;
import io.autodock.registry.FormationShelf;
import io.autodock.registry.Registry;
import io.autodock.registry.etcd.EtcdRegistry;
import io.autodock.request.LiveRequests;
import io.autodock.request.Request;
import io.autodock.request.RequestDesk;
import io.autodock.request.RequestDispatcher;
import io.autodock.request.RequestLog;
import io.autodock.request.RequestRetention;
import io.autodock.request.etcd.EtcdRequestLog;
import io.autodock.salt.SaltApi;
import io.autodock.salt.SaltApiSettings;
import io.autodock.step.BootstrapStep;
import io.autodock.step.CarryOut;
import io.autodock.step.CarryStep;
import io.autodock.step.ConfirmStep;
import io.autodock.step.EngineProbes;
import io.autodock.step.LeftoverStep;
import io.autodock.step.PersistStep;
import io.autodock.step.PlaceStep;
import io.autodock.step.PlanStep;
import io.autodock.step.RankStep;
import io.autodock.step.RemoveStep;
import io.autodock.step.RestartStep;
import io.autodock.step.RunStep;
import io.autodock.step.VerifyStep;
import io.autodock.step.VerifyTimer;
import io.autodock.web.Door;
import io.autodock.web.FormationsApi;
import io.autodock.web.HostsApi;
import io.autodock.web.IncomingOrders;
import io.autodock.web.PlanApi;
import io.autodock.web.ProblemAnswers;
import io.autodock.web.RequestsApi;
import io.autodock.web.SaltHook;
import io.autodock.web.TokensApi;
import io.autodock.web.WaitingRoom;
import io.autodock.web.vertx.ReadCall;
import io.autodock.web.vertx.WriteAnswer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.camel.component.docker.DockerComponent;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wires it all: what the routes call by name is made here, from the configuration, and nothing else looks anything up.
 * Closing it ends what it began, in reverse order.
 */
final class Assembly implements AutoCloseable {

    /** Calls that may wait for the end of a request at once. */
    static final int WAITING_CALLERS = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);
    /** A minion's load is the average of a quarter of an hour: a minute changes little of it. */
    private static final MinionFacts.Ages AGES_OF_FACTS =
            new MinionFacts.Ages(Duration.ofSeconds(3), Duration.ofSeconds(60));

    private static final Duration HOSTS_KEEP_THEIR_SIZE = Duration.ofSeconds(60);
    private static final int KEYS_READY = 32;
    /** About: until then the apps that took their keys need the cores more than those to come. */
    private static final Duration BOOTSTRAP_TAKES = Duration.ofSeconds(20);
    /** Most of them wait for their host's turn: they need threads of their own, so that they hold up nobody else. */
    private static final int MOST_BOOTSTRAPS = 64;

    private final Map<String, Object> beans = new LinkedHashMap<>();
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private final Clock clock = Clock.systemUTC();
    private final Configuration configuration;
    private final Waits waits;
    private final StandingTokens tokens;
    private final HostDirectory directory;
    private final RequestDispatcher dispatcher;

    /**
     * @param etcd where the state is
     * @param carrier hands a claimed request's work to the routes; returns when they are through with it
     */
    Assembly(Configuration configuration, EtcdConnection etcd, String instance, WorkCarrier carrier) {
        this.configuration = configuration;
        this.waits = configuration.waits();
        EtcdStore store = closing(etcd.open());
        ExecutorService threads = threads("autodock", Executors.newCachedThreadPool(daemon("autodock-")));
        ExecutorService appThreads = threads(
                "appThreads", Executors.newFixedThreadPool(configuration.number(Setting.APPS_AT_ONCE), daemon("app-")));
        beans.put("appThreads", appThreads);
        beans.put(
                "bootstrapThreads",
                threads("bootstrapThreads", Executors.newFixedThreadPool(MOST_BOOTSTRAPS, daemon("bootstrap-"))));
        beans.put("collected", new GroupedBodyAggregationStrategy());

        InstanceLease lease = closing(new InstanceLease(store, waits.claimLease()));
        RequestLog log = new EtcdRequestLog(store, lease, instance);
        Registry registry = new EtcdRegistry(store);
        directory = new EtcdHostDirectory(store);
        FailureLog failures = new EtcdFailureLog(store);
        LiveRequests live = new LiveRequests();
        tokens = new EtcdTokens(store, clock);

        Engines engines = docker();
        Optional<SaltApi> salt = salt();
        Optional<MinionKeysOnMaster> master = salt.map(MinionKeyRegistry::new);
        Announcer announcer = announcer(salt);
        ClusterWatch cluster = new LiveClusterWatch(
                directory,
                new EngineProbes(engines, HOSTS_KEEP_THEIR_SIZE, clock),
                loads(salt, threads),
                failures,
                threads,
                waits.cluster());

        Admission admission = new Admission(
                registry,
                directory,
                configuration.volumes(),
                new OptionPolicy(Set.copyOf(configuration.list(Setting.NETWORKS))),
                salt.isPresent());
        CarryStep carryStep = new CarryStep(log, live, announcer, clock, waits.patience());
        CarryOut carryOut = new CarryOut(SpecJson::read);
        dispatcher = new RequestDispatcher(
                log,
                live,
                threads,
                (request, claim) -> carrier.carryOut(carryOut.work(request, claim)),
                configuration.number(Setting.REQUESTS_AT_ONCE),
                clock);
        RequestDesk desk = new DurableRequestDesk(
                admission,
                log,
                live,
                order -> order.spec().map(SpecJson::write).orElse(""),
                request -> accepted(request, carryStep),
                clock);

        steps(registry, cluster, engines, master, failures, live, threads, carryStep);
        Planner planner = new PlanStep(admission, (RankStep) bean("rankStep"), registry, clock);
        bootstrap(engines);
        triggers(desk, new RequestRetention(log, configuration.duration(Setting.REQUESTS_KEPT), clock));
        doors(desk, registry, cluster, planner);
    }

    /** Hands work to the routes. */
    @FunctionalInterface
    interface WorkCarrier {
        void carryOut(io.autodock.step.Work work);
    }

    private void accepted(Request request, CarryStep carryStep) {
        carryStep.announce(request);
        dispatcher.wake();
    }

    private Engines docker() {
        EngineLines lines = closing(new EngineLines(
                configuration.path(Setting.DOCKER_CERTIFICATE_DIRECTORY),
                configuration.isLab() ? EngineLimits.lab() : EngineLimits.field()));
        DockerComponent component = new PooledDockerComponent();
        DockerEngines engines = new DockerEngines(lines);
        beans.put("docker", component);
        beans.put("dockerEndpoints", new DockerEndpoints(component, lines));
        beans.put("engineFailures", new EngineFailures());
        beans.put("inspectedContainer", new InspectedContainer());
        AppRun appRun = new AppRun(engines, clock, waits.removal());
        beans.put("appRun", appRun);
        beans.put("confirmStep", new ConfirmStep(appRun, waits.settling(), clock));
        beans.put("appRemoval", new AppRemoval(engines, clock, waits.removal()));
        return engines;
    }

    private Optional<SaltApi> salt() {
        return configuration
                .address(Setting.SALT_API)
                .map(address -> new SaltApi(new SaltApiSettings(
                        address,
                        configuration.path(Setting.SALT_CA),
                        configuration.text(Setting.SALT_USER),
                        configuration
                                .path(Setting.SALT_PASSWORD_FILE)
                                .orElseThrow(() -> AutodockException.invalid(
                                        Setting.SALT_PASSWORD_FILE.key(),
                                        "",
                                        "a file, since autodock.salt.api is set")),
                        Duration.ofSeconds(20))));
    }

    private Announcer announcer(Optional<SaltApi> salt) {
        Announcer log = new LogAnnouncer();
        return salt.<Announcer>map(api -> new Announcers(
                        List.of(log, closing(new SaltBus(api, Duration.ofMinutes(10), Duration.ofSeconds(1))))))
                .orElse(log);
    }

    private LoadSource loads(Optional<SaltApi> salt, ExecutorService threads) {
        return salt.<LoadSource>map(api -> {
                    MinionFacts facts = new MinionFacts(api, AGES_OF_FACTS, threads, clock);
                    return facts::facts;
                })
                .orElse(hosts -> Map.of());
    }

    private void steps(
            Registry registry,
            ClusterWatch cluster,
            Engines engines,
            Optional<MinionKeysOnMaster> master,
            FailureLog failures,
            LiveRequests live,
            ExecutorService threads,
            CarryStep carryStep) {
        ControllerKey controller = ControllerKey.at(configuration.stateDirectory());
        SshAccess access = new SshAccess(controller);
        MinionKeys keys =
                closing(new MinionKeys(KEYS_READY, Duration.ofSeconds(2), Duration.ofMillis(50), BOOTSTRAP_TAKES));
        beans.put("controllerKeyPairs", controller.pairs());
        beans.put("rankStep", new RankStep(cluster, engines, registry));
        beans.put("placeStep", new PlaceStep(registry, master, live));
        beans.put("runStep", new RunStep(registry, failures, access::filesFor, live));
        beans.put("bootstrapStep", new BootstrapStep(registry, master, keys, live, threads));
        beans.put("restartStep", new RestartStep(engines));
        beans.put("persistStep", new PersistStep(registry));
        beans.put("removeStep", new RemoveStep(registry, directory, master, carryStep::isForLater));
        beans.put("leftoverStep", new LeftoverStep(registry, directory));
        beans.put("verifyStep", new VerifyStep(registry, directory, engines, threads));
        beans.put("carryStep", carryStep);
    }

    private void bootstrap(Engines engines) {
        BootstrapLimits limits = BootstrapLimits.ofProfile(configuration.text(Setting.PROFILE));
        BootstrapSettings settings = new BootstrapSettings(
                configuration.list(Setting.SALT_MASTERS), configuration.optional(Setting.SALT_INSTALL_COMMAND), limits);
        AppLogins logins = closing(new AppLogins(limits, ((AppRun) bean("appRun"))::ended, clock));
        int perHost = configuration.number(Setting.BOOTSTRAPS_PER_HOST);
        beans.put("appLogins", logins);
        beans.put("appSshClients", closing(new AppSshClients(logins, limits)));
        beans.put("bootstrapScript", new BootstrapScript(settings));
        beans.put("bootstrapTurns", new BootstrapTurns(host -> perHost));
        beans.put("highstateVerdict", new HighstateVerdict(settings));
        beans.put("containerFiles", new EngineFiles(engines));
    }

    private void triggers(RequestDesk desk, RequestRetention retention) {
        beans.put("dispatcher", dispatcher);
        beans.put("requestRetention", retention);
        beans.put("verifyTimer", new VerifyTimer(desk, configuration.duration(Setting.VERIFY_PERIOD), clock));
        beans.put("settledFiles", new SettledFiles(waits.inboxQuiet(), clock));
        beans.put(
                "inbox",
                new Inbox(
                        configuration.inbox(),
                        desk,
                        new InboxFormats(configuration.optional(Setting.IMAGE)),
                        waits.inboxGrace(),
                        clock));
    }

    private void doors(RequestDesk desk, Registry registry, ClusterWatch cluster, Planner planner) {
        FormationShelf shelf = new TenantShelf(registry);
        IncomingOrders orders = new IncomingOrders(configuration.optional(Setting.IMAGE));
        RequestsApi requests = new RequestsApi(desk, new WaitingRoom(desk, WAITING_CALLERS));
        beans.put("door", new Door(tokens));
        beans.put("requestsApi", requests);
        beans.put("formationsApi", new FormationsApi(shelf, requests, orders));
        beans.put("hostsApi", new HostsApi(directory, cluster, registry::hostBooks));
        beans.put("planApi", new PlanApi(planner, orders));
        beans.put("tokensApi", new TokensApi(tokens));
        beans.put("saltHook", new SaltHook(desk, tokens, orders, configuration.flag(Setting.SALT_BUS_TRUSTED)));
        beans.put("problemAnswers", new ProblemAnswers());
        beans.put("readCall", new ReadCall());
        beans.put("writeAnswer", new WriteAnswer());
        configuration.path(Setting.SALT_ENGINE_TOKEN_FILE).ifPresent(this::registerEngineToken);
    }

    private void registerEngineToken(Path file) {
        new EngineTokenFile(file).register(tokens);
    }

    /** What the routes call, by name. */
    Map<String, Object> beans() {
        return Map.copyOf(beans);
    }

    /** What the routes' placeholders stand for. */
    Map<String, String> placeholders() {
        return Map.of(
                "autodock.run.stop-seconds", Long.toString(waits.stopping().toSeconds()),
                "autodock.inbox", configuration.inbox().toString(),
                "autodock.inbox-period", millis(waits.inboxPeriod()),
                "autodock.look-period", millis(waits.lookPeriod()),
                "autodock.sweep-period", millis(waits.sweepPeriod()),
                "autodock.verify.period", millis(configuration.duration(Setting.VERIFY_PERIOD)));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    /** Lets the callers who wait for the end of a request go with what there is. */
    void dismissWaiting() {
        ((RequestsApi) bean("requestsApi")).dismissWaiting();
    }

    StandingTokens tokens() {
        return tokens;
    }

    HostDirectory directory() {
        return directory;
    }

    private Object bean(String name) {
        return java.util.Objects.requireNonNull(beans.get(name), name);
    }

    private <T extends AutoCloseable> T closing(T part) {
        toClose.push(part);
        return part;
    }

    private ExecutorService threads(String name, ExecutorService executor) {
        toClose.push(() -> {
            LOG.debug("Ending {}", name);
            executor.shutdownNow();
        });
        return executor;
    }

    private static java.util.concurrent.ThreadFactory daemon(String prefix) {
        java.util.concurrent.atomic.AtomicInteger number = new java.util.concurrent.atomic.AtomicInteger();
        Function<Runnable, Thread> maker = work -> new Thread(work, prefix + number.incrementAndGet());
        return work -> {
            Thread thread = maker.apply(work);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        while (!toClose.isEmpty()) {
            try {
                toClose.pop().close();
            } catch (Exception e) {
                LOG.warn("A part did not end cleanly", e);
            }
        }
    }
}
