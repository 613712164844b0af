package io.autodock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The story of formation-create and of its undo, with steps that only note that they were reached. */
class CreateRouteTest {

    private static final List<String> STEPS = List.of(
            "fix-image",
            "rank",
            "place",
            "run",
            "settle",
            "bootstrap",
            "confirm",
            "persist",
            "balance",
            "announce-done",
            "remove");

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> story = new ArrayList<>();
    private final Map<String, RuntimeException> failures = new HashMap<>();
    private final Job job = new Job();
    private final AutodockException noRoom = AutodockException.of(ProblemCode.FAILED, "no host has room");
    private boolean thereAlready;
    private boolean ours = true;
    private Optional<AutodockException> failing = Optional.empty();

    /** Stands for the work: incomplete until run was reached often enough. */
    public static final class Job {

        private int roundsLeft = 1;

        public boolean isIncomplete() {
            return roundsLeft > 0;
        }
    }

    @BeforeEach
    void start() throws Exception {
        context.getRegistry().bind("rankStep", new Ranks());
        context.getRegistry().bind("placeStep", new Places());
        context.getRegistry().bind("carryStep", new Carries());
        context.getRegistry().bind("removeStep", new Removes());
        load("routes/formation/create.camel.yaml");
        load("routes/steps/remove.camel.yaml");
        context.getRouteDefinitions().removeIf(route -> route.getRouteId().equals("step-remove"));
        context.addRoutes(new Steps());
        context.start();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
    }

    @Test
    void theStepsComeInOrder() {
        create();
        assertEquals(
                List.of(
                        "resume",
                        "fix-image",
                        "rank",
                        "place",
                        "run",
                        "settle",
                        "bootstrap",
                        "confirm",
                        "persist",
                        "balance",
                        "announce-done"),
                story);
    }

    @Test
    void whatAHostRefusesIsRankedAndPlacedAnew() {
        job.roundsLeft = 3;
        create();
        assertEquals(
                List.of("rank", "place", "run", "rank", "place", "run", "rank", "place", "run", "settle"),
                story.subList(2, 12));
    }

    @Test
    void aFormationThatIsThereIsDoneAlready() {
        thereAlready = true;
        create();
        assertEquals(List.of("resume", "done: it exists already, as asked for"), story);
    }

    @Test
    void aStepThatFailsForGoodIsUndoneWithTheFirstCause() {
        failures.put("bootstrap", noRoom);
        create();
        assertEquals(
                List.of("settle", "bootstrap", "noted: no host has room", "remove", "failed: no host has room"),
                last(5));
    }

    @Test
    void anUnforeseenErrorIsUndoneToo() {
        failures.put("persist", new IllegalStateException("a bug"));
        create();
        assertEquals(List.of("persist", "noted: a bug", "remove", "failed: a bug"), last(4));
    }

    @Test
    void aRefusalBeforeAnythingWasMadeTakesNothingOfAnotherAway() {
        ours = false;
        failures.put("place", noRoom);
        create();
        assertEquals(List.of("place", "noted: no host has room", "failed: no host has room"), last(3));
    }

    @Test
    void whatMaySucceedLaterIsLeftToALaterTry() {
        failures.put("place", AutodockException.of(ProblemCode.UNAVAILABLE, "etcd does not answer"));
        create();
        assertEquals(List.of("place", "abandon: etcd does not answer"), last(2));
    }

    @Test
    void anUndoThatWasBrokenOffGoesOnAndMakesNothingMore() {
        failing = Optional.of(noRoom);
        create();
        assertEquals(List.of("resume", "noted: no host has room", "remove", "failed: no host has room"), story);
    }

    @Test
    void anUndoThatFailsIsLeftToALaterTry() {
        failures.put("run", noRoom);
        failures.put("remove", AutodockException.of(ProblemCode.UNAVAILABLE, "etcd does not answer"));
        create();
        assertEquals(List.of("run", "noted: no host has room", "remove", "abandon: etcd does not answer"), last(4));
    }

    private void create() {
        context.createProducerTemplate().sendBody("direct:formation-create", job);
    }

    private List<String> last(int number) {
        return story.subList(story.size() - number, story.size());
    }

    private void load(String file) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource("file:" + file));
    }

    /** Every step as a route that notes its name, and fails where the test says so. */
    private final class Steps extends RouteBuilder {

        @Override
        public void configure() {
            for (String step : Set.copyOf(STEPS)) {
                from("direct:" + step).routeId("noted-" + step).process(exchange -> reach(step, exchange));
            }
        }

        private void reach(String step, Exchange exchange) {
            story.add(step);
            if (step.equals("run")) {
                job.roundsLeft--;
            }
            if (failures.containsKey(step)) {
                throw failures.get(step);
            }
            exchange.getMessage().setBody("the answer of " + step);
        }
    }

    /** Stands for the rank step. */
    public final class Ranks {
        public void resume(Job work) {
            story.add("resume");
        }
    }

    /** Stands for the place step. */
    public final class Places {
        public boolean isThereAlready(Job work) {
            return thereAlready;
        }
    }

    /** Stands for the step that ends requests. */
    public final class Carries {
        public void done(Job work, String outcome) {
            story.add("done: " + outcome);
        }

        public void goOnFailing(Job work) {
            failing.ifPresent(cause -> {
                throw cause;
            });
        }

        public boolean isForLater(Job work, Exception cause) {
            return cause instanceof AutodockException known && known.code().retryable();
        }

        public void noteCause(Job work, Exception cause) {
            story.add("noted: " + cause.getMessage());
        }

        public String already(Job work) {
            return "it exists already, as asked for";
        }

        public void failed(Job work, Exception cause) {
            story.add("failed: " + cause.getMessage());
        }

        public void abandon(Job work, Exception cause) {
            story.add("abandon: " + cause.getMessage());
        }
    }

    /** Stands for the step that takes away. */
    public final class Removes {
        public boolean isOurs(Job work) {
            return ours;
        }
    }
}
