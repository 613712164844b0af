package io.autodock.web.vertx;

import io.autodock.access.Caller;
import io.autodock.access.Role;
import io.autodock.access.TokenText;
import io.autodock.access.etcd.EtcdTokens;
import io.autodock.admission.Admission;
import io.autodock.admission.DurableRequestDesk;
import io.autodock.admission.OptionPolicy;
import io.autodock.admission.TenantShelf;
import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostServer;
import io.autodock.cluster.HostView;
import io.autodock.cluster.etcd.EtcdHostDirectory;
import io.autodock.container.PinnedImage;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.InstanceLease;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Spec;
import io.autodock.formation.UserName;
import io.autodock.formation.VolumePolicy;
import io.autodock.formation.json.OrderDefaults;
import io.autodock.formation.json.OrderReader;
import io.autodock.formation.json.SpecJson;
import io.autodock.plan.Plan;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.etcd.EtcdRegistry;
import io.autodock.request.Claim;
import io.autodock.request.LiveRequests;
import io.autodock.request.Request;
import io.autodock.request.RequestDesk;
import io.autodock.request.RequestId;
import io.autodock.request.RequestState;
import io.autodock.request.Trigger;
import io.autodock.request.etcd.EtcdRequestLog;
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
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/**
 * The HTTP door as it runs in the service: Camel Main with the routes of the project on free ports, the real desk,
 * registry and tokens on a real etcd. Only the cluster and the planner are made up.
 */
final class RunningDoor implements AutoCloseable {

    static final int SEATS = 8;
    static final String IMAGE = "registry:5000/sshd:1";

    final EtcdTokens tokens;
    final RequestDesk desk;
    final EtcdHostDirectory directory;
    final int port;
    final int managementPort;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Clock clock = Clock.systemUTC();
    private final LiveRequests live = new LiveRequests();
    private final InstanceLease lease;
    private final EtcdRequestLog log;
    private final EtcdRegistry registry;
    private final Main main = new Main();

    RunningDoor(EtcdStore store) throws Exception {
        this(store, freePort(), freePort());
    }

    RunningDoor(EtcdStore store, int port, int managementPort) throws Exception {
        this.port = port;
        this.managementPort = managementPort;
        lease = new InstanceLease(store, Duration.ofSeconds(30));
        log = new EtcdRequestLog(store, lease, "door");
        registry = new EtcdRegistry(store);
        directory = new EtcdHostDirectory(store);
        tokens = new EtcdTokens(store, clock);
        Admission admission = new Admission(registry, directory, VolumePolicy.none(), new OptionPolicy(Set.of()), true);
        desk = new DurableRequestDesk(admission, log, live, RunningDoor::specText, request -> {}, clock);
        start();
    }

    private static String specText(Order order) {
        return order.spec().map(SpecJson::write).orElse("");
    }

    private void start() throws Exception {
        PlatformHttp http = new PlatformHttp(
                new PlatformHttp.Listener("127.0.0.1", port),
                new PlatformHttp.Listener("127.0.0.1", managementPort),
                SEATS);
        IncomingOrders orders = new IncomingOrders(Optional.of(IMAGE));
        RequestsApi requests = new RequestsApi(desk, new WaitingRoom(desk, SEATS));
        main.bind("readCall", new ReadCall());
        main.bind("writeAnswer", new WriteAnswer());
        main.bind("problemAnswers", new ProblemAnswers());
        main.bind("door", new Door(tokens));
        main.bind("formationsApi", new FormationsApi(new TenantShelf(registry), requests, orders));
        main.bind("requestsApi", requests);
        main.bind("planApi", new PlanApi(RunningDoor::plan, orders));
        main.bind("hostsApi", new HostsApi(directory, RunningDoor::look, registry::hostBooks));
        main.bind("tokensApi", new TokensApi(tokens));
        main.bind("saltHook", new SaltHook(desk, tokens, orders, false));
        http.whenStopping(requests::dismissWaiting);
        http.properties().forEach(main::addOverrideProperty);
        main.addOverrideProperty(
                "camel.main.routesIncludePattern",
                "file:routes/errors.camel.yaml,file:routes/api/*.camel.yaml,"
                        + "file:routes/triggers/http.camel.yaml,file:routes/triggers/salt.camel.yaml");
        main.addMainListener(http);
        main.start();
    }

    /** An image by this name makes the planner break in a way nobody foresaw. */
    static final String CURSED_IMAGE = "registry:5000/cursed:1";

    private static Plan plan(Caller caller, Order order) {
        if (order.spec().map(spec -> spec.image().written()).equals(Optional.of(CURSED_IMAGE))) {
            throw new IllegalStateException("secret insides of /var/lib");
        }
        FormationId id = order.formation().orElseThrow();
        if (!caller.mayActFor(id.user())) {
            throw Admission.absent(id);
        }
        return new Plan(
                order.operation(),
                id,
                true,
                "1 app would be made",
                order.spec(),
                new Plan.Image(IMAGE, "sha256:" + "0".repeat(64)),
                List.of(new Plan.HostLine(1, "dldocker01", Optional.of(0.12), 2, 2048, 100, 0, "minion", "", 1)),
                List.of());
    }

    private static List<HostView> look() {
        return List.of(
                new HostView(
                        new HostServer(
                                "dldocker01",
                                "10.0.0.11",
                                EngineEndpoint.parse("tcp://10.0.0.11:2376"),
                                "dldocker01",
                                Map.of("rack", "r1"),
                                true),
                        Optional.of(new HostFacts(0.12, 2, 2048, "minion")),
                        new EngineState.Answers("20.10.24", "1.41"),
                        0),
                new HostView(
                        new HostServer(
                                "dldocker02",
                                "10.0.0.12",
                                EngineEndpoint.parse("tcp://10.0.0.12:2376"),
                                "dldocker02",
                                Map.of(),
                                true),
                        Optional.empty(),
                        new EngineState.Silent("no answer within 2.5 s"),
                        1));
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    String operatorToken() {
        return tokens.create("ops", Role.OPERATOR, Optional.empty()).token().secret();
    }

    String userToken(String user) {
        return tokens.create("of " + user, Role.USER, Optional.of(new UserName(user)))
                .token()
                .secret();
    }

    String deliveryToken() {
        TokenText text = TokenText.fresh();
        tokens.adopt(text, "engine", Role.DELIVERY);
        return text.token().secret();
    }

    /** Carries a request out as if a dispatcher had. */
    void end(RequestId id) {
        Request request = log.find(id).orElseThrow();
        Claim claim = log.claim(request).orElseThrow();
        log.end(claim, request.done(Instant.parse("2026-01-02T03:04:05Z"), "done"));
    }

    /** Records a formation of one app. */
    void record(String user, String formation) {
        FormationId id = FormationId.of(user, formation);
        Spec spec = new OrderReader(new OrderDefaults(Optional.of(IMAGE), Optional.empty()))
                .read(order(user, formation).getBytes(StandardCharsets.UTF_8))
                .get(0)
                .spec()
                .orElseThrow();
        Request request = Request.accepted(
                RequestId.fresh(clock.instant()),
                Operation.CREATE,
                Optional.of(id),
                Trigger.HTTP,
                "ops",
                SpecJson.write(spec),
                clock.instant());
        log.accept(request, Optional.empty());
        Claim claim = log.claim(request).orElseThrow();
        App app = App.placed(
                        "clweb001",
                        "dldocker01",
                        List.of(new PublishedPort("", 8080, 80, Protocol.TCP)),
                        OptionalInt.of(9023))
                .running("c0ffee");
        registry.keep(
                claim,
                new FormationRecord(
                        id,
                        spec,
                        new PinnedImage(IMAGE, "registry:5000/sshd@sha256:" + "a".repeat(64), true),
                        1,
                        "rfirst",
                        FormationState.COMPLETE,
                        List.of(app.bootstrapped())));
        log.end(claim, request.progressed(RequestState.PLACED, List.of(app)).done(clock.instant(), "done"));
    }

    static String order(String user, String formation) {
        return """
                {"user": "%s", "formation": "%s", "hostname-scheme": "clweb", "ports": ["8080:80"]}""".formatted(user, formation);
    }

    /** What a call is made of. */
    record Call(String method, String path, String token, String body, Map<String, String> headers) {
        static Call get(String path, String token) {
            return new Call("GET", path, token, "", Map.of());
        }

        static Call delete(String path, String token) {
            return new Call("DELETE", path, token, "", Map.of());
        }

        static Call post(String path, String token, String body) {
            return new Call("POST", path, token, body, Map.of());
        }

        Call with(Map<String, String> more) {
            return new Call(method, path, token, body, more);
        }

        Call at(String newPath) {
            return new Call(method, newPath, token, body, headers);
        }
    }

    HttpResponse<String> send(Call call) throws IOException, InterruptedException {
        BodyPublisher body = call.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + call.path()))
                .timeout(Duration.ofSeconds(20))
                .method(call.method(), body);
        if (!call.token().isEmpty()) {
            request.header("authorization", "Bearer " + call.token());
        }
        if (!call.body().isEmpty() && !call.headers().containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        call.headers().forEach(request::header);
        return client.send(request.build(), BodyHandlers.ofString());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        main.stop();
        lease.close();
    }
}
