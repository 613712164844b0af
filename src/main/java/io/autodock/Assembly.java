package io.autodock;

import io.autodock.access.StandingTokens;
import io.autodock.access.etcd.EtcdTokens;
import io.autodock.access.file.EngineTokenFile;
import io.autodock.admission.Admission;
import io.autodock.admission.BackupDesk;
import io.autodock.admission.DurableRequestDesk;
import io.autodock.admission.OptionPolicy;
import io.autodock.admission.TenantShelf;
import io.autodock.announce.Announcer;
import io.autodock.announce.Announcers;
import io.autodock.announce.LogAnnouncer;
import io.autodock.announce.salt.SaltBus;
import io.autodock.balance.Served;
import io.autodock.bootstrap.BootstrapLimits;
import io.autodock.bootstrap.BootstrapScript;
import io.autodock.bootstrap.BootstrapSettings;
import io.autodock.bootstrap.BootstrapTurns;
import io.autodock.bootstrap.MinionKeys;
import io.autodock.bootstrap.MinionKeysOnMaster;
import io.autodock.bootstrap.salt.HighstateVerdict;
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
import io.autodock.console.AppConsole;
import io.autodock.container.AppRemoval;
import io.autodock.container.AppRun;
import io.autodock.container.ContainerCommands;
import io.autodock.container.Engines;
import io.autodock.container.SecretDelivery;
import io.autodock.container.docker.DockerCommands;
import io.autodock.container.docker.DockerConsole;
import io.autodock.container.docker.DockerEndpoints;
import io.autodock.container.docker.DockerEngines;
import io.autodock.container.docker.DockerImages;
import io.autodock.container.docker.EngineFailures;
import io.autodock.container.docker.EngineLimits;
import io.autodock.container.docker.EngineLines;
import io.autodock.container.docker.InspectedContainer;
import io.autodock.container.docker.PooledDockerComponent;
import io.autodock.credential.Credentials;
import io.autodock.credential.Registries;
import io.autodock.credential.RegistryPauses;
import io.autodock.credential.file.DockerConfigFile;
import io.autodock.etcd.EtcdConnection;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.InstanceLease;
import io.autodock.formation.FormationId;
import io.autodock.formation.json.DetailJson;
import io.autodock.health.HealthBoard;
import io.autodock.health.etcd.EtcdTreatmentLog;
import io.autodock.hint.HintDesk;
import io.autodock.inbox.Inbox;
import io.autodock.inbox.SettledFiles;
import io.autodock.plan.Planner;
import io.autodock.problem.AutodockException;
import io.autodock.registry.FormationShelf;
import io.autodock.registry.Registry;
import io.autodock.registry.etcd.EtcdRegistry;
import io.autodock.relocation.HostRequests;
import io.autodock.relocation.json.JsonTaskTexts;
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
import io.autodock.step.EditStep;
import io.autodock.step.EngineProbes;
import io.autodock.step.LeftoverStep;
import io.autodock.step.PersistStep;
import io.autodock.step.PlaceStep;
import io.autodock.step.PlanStep;
import io.autodock.step.RankStep;
import io.autodock.step.RemoveStep;
import io.autodock.step.RestartStep;
import io.autodock.step.RunStep;
import io.autodock.step.VerifyTimer;
import io.autodock.web.Door;
import io.autodock.web.FormationsApi;
import io.autodock.web.IncomingOrders;
import io.autodock.web.PlanApi;
import io.autodock.web.ProblemAnswers;
import io.autodock.web.RequestsApi;
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
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
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
    /** Each takes a disk's and a line's whole width. */
    private static final int SAVED_AT_ONCE = 2;

    private final Map<String, Object> beans = new LinkedHashMap<>();
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private final Clock clock = Clock.systemUTC();
    private final Configuration configuration;
    private final Waits waits;
    private final StandingTokens tokens;
    private final HealthBoard health = new HealthBoard();
    private final HostDirectory directory;
    private final HostBeans hosts;
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

        hosts = new HostBeans(configuration, store, directory, threads, clock);
        closing(hosts.keyWatch(store));
        EngineLines lines = closing(new EngineLines(
                configuration.path(Setting.DOCKER_CERTIFICATE_DIRECTORY),
                Optional.of(closing(hosts.tunnels())),
                configuration.isLab() ? EngineLimits.lab() : EngineLimits.field(),
                registries()));
        AppConsole console = new DockerConsole(lines);
        SecretBeans secrets = new SecretBeans(store, configuration, clock);
        Engines engines = docker(lines, secrets.step(console));
        ContainerCommands commands = new DockerCommands(lines);
        BackupBeans backups = new BackupBeans(configuration, lines, registry);
        beans.put(
                "backupThreads",
                threads("backupThreads", Executors.newFixedThreadPool(SAVED_AT_ONCE, daemon("backup-"))));
        Optional<SaltApi> salt = salt();
        Optional<MinionKeysOnMaster> master = salt.map(first -> SaltBeans.keys(configuration, first));
        Optional<SaltBus> bus =
                salt.map(api -> closing(new SaltBus(api, Duration.ofMinutes(10), Duration.ofSeconds(1))));
        Announcer announcer = announcer(bus);
        EngineProbes probes = new EngineProbes(engines, HOSTS_KEEP_THEIR_SIZE, clock);
        Optional<MinionFacts> minions = salt.map(api -> new MinionFacts(api, AGES_OF_FACTS, threads, clock));
        ClusterWatch cluster = new LiveClusterWatch(
                directory,
                hosts.lost().apartFrom(probes),
                hosts.lost()
                        .apartFrom(
                                minions.<LoadSource>map(facts -> facts::facts).orElse(none -> Map.of())),
                failures,
                threads,
                waits.cluster());

        BalanceBeans balance = closing(new BalanceBeans(
                configuration,
                store,
                registry,
                directory,
                ControllerKey.at(configuration.stateDirectory()),
                threads,
                clock));
        beans.putAll(balance.beans());
        Admission admission = new Admission(
                registry,
                directory,
                configuration.volumes(),
                new OptionPolicy(Set.copyOf(configuration.list(Setting.NETWORKS))),
                balance.policy(),
                salt.isPresent(),
                secrets.admitted());
        CarryStep carryStep = new CarryStep(log, live, announcer, clock, waits.patience());
        CarryOut carryOut = new CarryOut(DetailJson::spec);
        dispatcher = new RequestDispatcher(
                log,
                live,
                threads,
                (request, claim) -> carrier.carryOut(carryOut.work(request, claim)),
                configuration.number(Setting.REQUESTS_AT_ONCE),
                clock);
        BackupDesk desk = backups.before(new DurableRequestDesk(
                admission, log, live, DetailJson::write, request -> accepted(request, carryStep), clock));
        beans.putAll(backups.beans(directory, engines, log, clock));

        steps(registry, cluster, engines, commands, master, failures, live, threads, carryStep, () -> balance.log()
                .behind()
                .isEmpty());
        new HealthBeans(registry, directory, engines, clock, health)
                .put(beans, console, (AppRun) bean("appRun"), new EtcdTreatmentLog(store), desk);
        EditStep edits = EditBeans.steps(beans, store, registry, directory, engines, master, live, carryStep);
        Planner planner = new PlanStep(admission, (RankStep) bean("rankStep"), edits, registry, desk, clock);
        ConsoleBeans consoles = new ConsoleBeans(registry, directory, engines);
        consoles.put(beans, new TenantShelf(registry), console, health, threads);
        secrets.put(beans, registry, directory, engines, secrets.step(console));
        consoles.putPrune(beans, new DockerImages(lines), log);
        bootstrap(engines);
        beans.put(
                "mendThreads", threads("mendThreads", Executors.newFixedThreadPool(MOST_BOOTSTRAPS, daemon("mend-"))));
        beans.putAll(new RepairBeans(new RepairBeans.Surroundings(
                        store,
                        lease,
                        log,
                        registry,
                        directory,
                        hosts::losses,
                        cluster,
                        engines,
                        commands,
                        (AppRun) bean("appRun"),
                        threads,
                        waits,
                        configuration.number(Setting.BOOTSTRAPS_PER_HOST)))
                .beans(admission, new IncomingOrders(configuration.optional(Setting.IMAGE))));
        beans.put(
                "restartWatch",
                closing(RestartBeans.watch(registry, directory, engines, commands, lines, desk, clock)));
        triggers(desk, new RequestRetention(log, configuration.duration(Setting.REQUESTS_KEPT), clock));
        doors(desk, registry, planner, balance.log()::of);
        ScheduledExecutorService hints = Executors.newSingleThreadScheduledExecutor(daemon("hints-"));
        threads("hints", hints);
        HintDesk hintDesk = new HintDesk(desk, cluster, clock, hints);
        beans.put("saltHook", SaltBeans.hook(configuration, desk, hintDesk, announcer, tokens));
        EditBeans.control(beans, desk, log, carryStep, clock);
        beans.putAll(hosts.beans(new HostBeans.Surroundings(
                new HostRequests(log, live, new JsonTaskTexts(), request -> accepted(request, carryStep), clock),
                registry,
                cluster,
                engines,
                probes,
                salt,
                minions,
                bus,
                (RequestsApi) bean("requestsApi"))));
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

    private Engines docker(EngineLines lines, SecretDelivery secrets) {
        DockerComponent component = new PooledDockerComponent();
        DockerEngines engines = new DockerEngines(lines);
        beans.put("docker", component);
        beans.put("dockerEndpoints", new DockerEndpoints(component, lines));
        beans.put("engineFailures", new EngineFailures());
        beans.put("inspectedContainer", new InspectedContainer());
        AppRun appRun = new AppRun(engines, clock, waits.removal(), secrets);
        beans.put("appRun", appRun);
        beans.put("confirmStep", new ConfirmStep(appRun, waits.settling(), clock));
        beans.put("appRemoval", new AppRemoval(engines, clock, waits.removal()));
        return engines;
    }

    private Registries registries() {
        return new Registries(
                configuration
                        .path(Setting.REGISTRIES_CREDENTIALS_FILE)
                        .<Credentials>map(file -> new DockerConfigFile(file, clock))
                        .orElse(Credentials.NONE),
                new RegistryPauses(clock));
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

    private static Announcer announcer(Optional<SaltBus> bus) {
        Announcer log = new LogAnnouncer();
        return bus.<Announcer>map(salt -> new Announcers(List.of(log, salt))).orElse(log);
    }

    private void steps(
            Registry registry,
            ClusterWatch cluster,
            Engines engines,
            ContainerCommands commands,
            Optional<MinionKeysOnMaster> master,
            FailureLog failures,
            LiveRequests live,
            ExecutorService threads,
            CarryStep carryStep,
            BooleanSupplier dropped) {
        ControllerKey controller = ControllerKey.at(configuration.stateDirectory());
        SshAccess access = new SshAccess(controller);
        MinionKeys keys =
                closing(new MinionKeys(KEYS_READY, Duration.ofSeconds(2), Duration.ofMillis(50), BOOTSTRAP_TAKES));
        beans.put("controllerKeyPairs", controller.pairs());
        beans.put("rankStep", new RankStep(cluster, engines, registry));
        beans.put("placeStep", new PlaceStep(registry, master, live));
        beans.put("runStep", new RunStep(registry, failures, access::filesFor, live));
        beans.put("bootstrapStep", new BootstrapStep(registry, master, keys, live, threads));
        beans.putAll(ReplacementBeans.of(
                registry,
                engines,
                commands,
                (AppRun) bean("appRun"),
                access::filesFor,
                master,
                keys,
                failures,
                threads,
                waits));
        beans.put("restartStep", new RestartStep(engines));
        beans.put("persistStep", new PersistStep(registry));
        beans.put("removeStep", new RemoveStep(registry, directory, master, carryStep::mayWait));
        beans.put("leftoverStep", new LeftoverStep(registry, directory, dropped));
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

    private void doors(
            RequestDesk desk, Registry registry, Planner planner, Function<FormationId, List<Served>> served) {
        FormationShelf shelf = new TenantShelf(registry);
        IncomingOrders orders = new IncomingOrders(configuration.optional(Setting.IMAGE));
        RequestsApi requests = new RequestsApi(desk, new WaitingRoom(desk, WAITING_CALLERS));
        beans.put("door", new Door(tokens));
        beans.put("requestsApi", requests);
        beans.put("formationsApi", new FormationsApi(shelf, requests, orders, served, health));
        beans.put("planApi", new PlanApi(planner, orders));
        beans.put("tokensApi", new TokensApi(tokens));
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
        Map<String, String> placeholders = new LinkedHashMap<>(Map.of(
                "autodock.run.stop-seconds", Long.toString(waits.stopping().toSeconds()),
                "autodock.inbox", configuration.inbox().toString(),
                "autodock.inbox-period", millis(waits.inboxPeriod()),
                "autodock.look-period", millis(waits.lookPeriod()),
                "autodock.sweep-period", millis(waits.sweepPeriod()),
                "autodock.catch-up-period", millis(waits.catchUpPeriod()),
                "autodock.verify.period", millis(configuration.duration(Setting.VERIFY_PERIOD))));
        placeholders.putAll(hosts.placeholders());
        return placeholders;
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
