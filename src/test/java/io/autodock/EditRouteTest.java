package io.autodock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The story of formation-edit and of its way back, with steps that only note that they were reached. */
class EditRouteTest {

    private static final List<String> STEPS = List.of(
            "rank",
            "place",
            "run",
            "settle",
            "bootstrap",
            "confirm",
            "balance",
            "remove-app",
            "rebuild-app",
            "take-names",
            "give-names-back");

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ExecutorService threads = Executors.newFixedThreadPool(1);
    private final List<String> story = new ArrayList<>();
    private final Map<String, RuntimeException> failures = new HashMap<>();
    private final Job job = new Job();
    private final Deque<String> toReplace = new ArrayDeque<>(List.of("web001", "web002"));
    private final Deque<String> toPutBack = new ArrayDeque<>();
    private final AutodockException broken = AutodockException.of(ProblemCode.FAILED, "web001 is broken");
    private boolean nothing;
    private boolean recorded;
    private boolean replaces;
    private boolean limits;
    private boolean failing;
    private Optional<String> cancelled = Optional.empty();

    /** Stands for the work: incomplete until run was reached. */
    public static final class Job {
        private int missing;

        public boolean isIncomplete() {
            return missing > 0;
        }

        public String getFormation() {
            return "team1/f1";
        }
    }

    @BeforeEach
    void start() throws Exception {
        context.getRegistry().bind("editStep", new Edits());
        context.getRegistry().bind("carryStep", new Carries());
        context.getRegistry().bind("limitStep", new Limits());
        context.getRegistry().bind("replaceStep", new Replaces());
        context.getRegistry().bind("leaveStep", new Leaves());
        context.getRegistry().bind("volumeStep", new Volumes());
        context.getRegistry().bind("appThreads", threads);
        context.getRegistry().bind("collected", new GroupedBodyAggregationStrategy());
        for (String file : List.of("formation/edit", "steps/edit", "steps/replace")) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context)
                            .resolveResource("file:routes/" + file + ".camel.yaml"));
        }
        context.addRoutes(new Steps());
        context.start();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        threads.shutdownNow();
    }

    @Test
    void whatIsAsAskedForIsDoneAtOnce() {
        nothing = true;
        edit();
        assertEquals(List.of("begin", "rank", "decide", "done: nothing changes"), story);
    }

    @Test
    void newAppsComeFirstAndWhatLeavesGoesLast() {
        job.missing = 1;
        replaces = true;
        limits = true;
        edit();
        assertEquals(
                List.of(
                        "begin",
                        "rank",
                        "decide",
                        "take-names",
                        "book",
                        "limit web001",
                        "rank",
                        "place",
                        "run",
                        "settle",
                        "bootstrap",
                        "confirm",
                        "pull H1",
                        "choose",
                        "balance",
                        "rebuild-app",
                        "collect 1",
                        "balance",
                        "choose",
                        "balance",
                        "rebuild-app",
                        "collect 1",
                        "balance",
                        "record",
                        "balance",
                        "give-names-back",
                        "dismiss",
                        "note",
                        "remove-app",
                        "release 1",
                        "done: edited"),
                story);
    }

    @Test
    void theFirstAppThatFailsStopsItAndLeadsBack() {
        replaces = true;
        failures.put("collect", broken);
        toPutBack.add("web001");
        edit();
        assertEquals(
                List.of(
                        "rebuild-app",
                        "collect 1",
                        "noted: web001 is broken",
                        "turn",
                        "plan",
                        "rebuild-app",
                        "collected back 1",
                        "limit web001",
                        "limited back",
                        "remove-app",
                        "release 1",
                        "restore",
                        "balance",
                        "give-names-back",
                        "failed: web001 is broken; as before"),
                last(15));
    }

    @Test
    void whatIsRecordedIsNotUndone() {
        recorded = true;
        failures.put("release", broken);
        edit();
        assertEquals(
                List.of(
                        "begin",
                        "rank",
                        "decide",
                        "balance",
                        "give-names-back",
                        "dismiss",
                        "note",
                        "remove-app",
                        "release 1",
                        "noted: web001 is broken",
                        "failed: web001 is broken"),
                story);
    }

    @Test
    void aCancelledEditGoesBackBeforeItsNextApp() {
        replaces = true;
        cancelled = Optional.of("cholcomb");
        edit();
        assertEquals("noted: it was cancelled by cholcomb", story.get(3));
        assertEquals("failed: it was cancelled by cholcomb; as before", story.get(story.size() - 1));
    }

    @Test
    void aWayBackThatWasBrokenOffGoesOn() {
        failing = true;
        edit();
        assertEquals(List.of("begin", "noted: web001 is broken", "turn", "plan"), story.subList(0, 4));
    }

    @Test
    void whatMaySucceedLaterIsLeftToALaterTry() {
        failures.put("balance", AutodockException.of(ProblemCode.UNAVAILABLE, "etcd does not answer"));
        edit();
        assertEquals("abandon: etcd does not answer", story.get(story.size() - 1));
    }

    private void edit() {
        context.createProducerTemplate().sendBody("direct:formation-edit", job);
    }

    private List<String> last(int number) {
        return story.subList(story.size() - number, story.size());
    }

    private void reach(String step) {
        story.add(step);
        fail(step);
    }

    private void fail(String step) {
        RuntimeException failure = failures.get(step);
        if (failure != null) {
            throw failure;
        }
    }

    /** Every step as a route that notes its name, and fails where the test says so. */
    private final class Steps extends RouteBuilder {
        @Override
        public void configure() {
            for (String step : STEPS) {
                from("direct:" + step)
                        .errorHandler(noErrorHandler())
                        .routeId("noted-" + step)
                        .process(exchange -> note(step, exchange));
            }
            from("direct:abandon")
                    .routeId("noted-abandon")
                    .process(exchange -> story.add("abandon: "
                            + exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                                    .getMessage()));
        }

        private void note(String step, Exchange exchange) {
            if (step.equals("run")) {
                job.missing--;
            }
            reach(step);
            exchange.getMessage().setBody("the answer of " + step);
        }
    }

    /** Stands for the step that decides. */
    public final class Edits {
        public void begin(Job work) {
            reach("begin");
        }

        public void decide(Job work) {
            reach("decide");
        }

        public boolean changesNothing(Job work) {
            return nothing;
        }

        public String nothing(Job work) {
            return "nothing changes";
        }

        public boolean isRecorded(Job work) {
            return recorded;
        }

        public void book(Job work) {
            reach("book");
        }

        public boolean grows(Job work) {
            return work.isIncomplete();
        }

        public void record(Job work) {
            recorded = true;
            reach("record");
        }

        public void dismiss(Job work) {
            reach("dismiss");
        }

        public String edited(Job work) {
            return "edited";
        }

        public boolean isToGoBack(Job work) {
            return !recorded;
        }

        public void turnBack(Job work) {
            reach("turn");
        }

        public void restore(Job work) {
            reach("restore");
        }

        public Exception whole(Job work, Exception cause) {
            return new IllegalStateException(cause.getMessage() + "; as before");
        }
    }

    /** Stands for the step that changes limits. */
    public final class Limits {
        public List<String> orders(Job work) {
            return limits ? List.of("web001") : List.of();
        }

        public List<String> backOrders(Job work) {
            return List.of("web001");
        }

        public String limit(String app) {
            reach("limit " + app);
            return app;
        }

        public void collect(Job work, List<String> limited) {}

        public void collectBack(Job work, List<String> limited) {
            reach("limited back");
        }
    }

    /** Stands for the step that replaces. */
    public final class Replaces {
        public boolean replaces(Job work) {
            return replaces;
        }

        public List<String> pulls(Job work) {
            return List.of("H1");
        }

        public void pull(String host) {
            reach("pull " + host);
        }

        public boolean isMore(Job work) {
            return !toReplace.isEmpty();
        }

        public void choose(Job work) {
            reach("choose");
        }

        public List<String> orders(Job work) {
            return List.of(toReplace.remove());
        }

        public void collect(Job work, List<String> outcomes) {
            story.add("collect " + outcomes.size());
            fail("collect");
        }

        public void planBack(Job work) {
            reach("plan");
        }

        public boolean isMoreBack(Job work) {
            return !toPutBack.isEmpty();
        }

        public List<String> backOrders(Job work) {
            return List.of(toPutBack.remove());
        }

        public void collectBack(Job work, List<String> outcomes) {
            reach("collected back " + outcomes.size());
        }
    }

    /** Stands for the step that takes apps away. */
    public final class Leaves {
        public List<String> orders(Job work) {
            return List.of("web003");
        }

        public List<String> release(Job work, List<String> outcomes) {
            story.add("release " + outcomes.size());
            fail("release");
            return List.of();
        }

        public void requireNothingLeft(Job work, List<String> left) {}
    }

    /** Stands for the step that tells of volumes. */
    public final class Volumes {
        public void noteLeaving(Job work) {
            reach("note");
        }
    }

    /** Stands for the step that ends requests. */
    public final class Carries {
        public void done(Job work, String outcome) {
            story.add("done: " + outcome);
        }

        public void goOnFailing(Job work) {
            if (failing) {
                throw broken;
            }
        }

        public void heed(Job work) {
            cancelled.ifPresent(by -> {
                throw AutodockException.of(ProblemCode.FAILED, "it was cancelled by " + by);
            });
        }

        public boolean isForLater(Job work, Exception cause) {
            return cause instanceof AutodockException known && known.code().retryable();
        }

        public void noteCause(Job work, Exception cause) {
            story.add("noted: " + cause.getMessage());
        }

        public void failed(Job work, Exception cause) {
            story.add("failed: " + cause.getMessage());
        }
    }
}
