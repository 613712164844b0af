package io.autodock.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The story of formation-heal and of the wait for apps to be well, with steps that only note that they were reached. */
class HealRouteTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ExecutorService threads = Executors.newFixedThreadPool(1);
    private final List<String> story = new ArrayList<>();
    private List<String> cases = List.of();
    private boolean fails;

    /** Stands for a ward: open for so many looks. */
    public record Beds(int looksLeft) {
        public boolean isOpen() {
            return looksLeft > 0;
        }
    }

    @BeforeEach
    void start() throws Exception {
        context.getRegistry().bind("healthStep", new Looks());
        context.getRegistry().bind("healStep", new Heals());
        context.getRegistry().bind("carryStep", new Carries());
        context.getRegistry().bind("appThreads", threads);
        context.getRegistry().bind("collected", new GroupedBodyAggregationStrategy());
        for (String file : List.of("routes/steps/health.camel.yaml", "routes/formation/heal.camel.yaml")) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource("file:" + file));
        }
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:rebuild-app").process(exchange -> {
                    story.add("rebuild");
                    exchange.getMessage().setBody("outcome");
                });
                from("direct:fail").process(exchange -> story.add("fail"));
                from("direct:abandon").process(exchange -> story.add("abandon"));
            }
        });
        context.start();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        threads.shutdownNow();
    }

    @Test
    void appsAreLookedAtUntilItIsDecided() {
        heal();
        assertEquals(List.of("ward", "pause", "look", "pause", "look", "cases", "done"), story);
    }

    @Test
    void eachCaseIsNotedAndThenRestartedOrReplaced() {
        cases = List.of("restart", "replace");
        heal();
        assertEquals(
                List.of("cases", "note", "restarted", "note", "made anew", "rebuild", "took in outcome", "done"),
                story.subList(5, story.size()));
    }

    @Test
    void aTreatmentThatFailsFailsTheRequestAndTheRestIsLeft() {
        cases = List.of("restart", "restart");
        fails = true;
        heal();
        assertEquals(List.of("cases", "note", "restarted", "fail"), story.subList(5, story.size()));
    }

    private void heal() {
        context.createProducerTemplate().sendBody("direct:formation-heal", "work");
    }

    /** Stands for the health step. */
    public final class Looks {
        public long pause(Beds ward) {
            story.add("pause");
            return 0;
        }

        public List<String> due(Beds ward) {
            return List.of("web001");
        }

        public String look(String app) {
            story.add("look");
            return app;
        }

        public Beds after(Beds ward, List<String> seen) {
            assertEquals(List.of("web001"), seen);
            return new Beds(ward.looksLeft() - 1);
        }

        public boolean isWanted(String work) {
            return true;
        }

        public Beds ward(String work) {
            return new Beds(0);
        }

        public Beds wardOf(List<String> newcomers) {
            return new Beds(0);
        }

        public void collect(Beds ward) {}
    }

    /** Stands for the heal step. */
    public final class Heals {
        public Beds ward(String work) {
            story.add("ward");
            return new Beds(2);
        }

        public List<String> cases(String work, Beds ward) {
            story.add("cases");
            return cases;
        }

        public void note(String work, String ill) {
            story.add("note");
        }

        public boolean isRestart(String ill) {
            return ill.equals("restart");
        }

        public void restart(String work, String ill) {
            story.add("restarted");
            if (fails) {
                throw AutodockException.of(ProblemCode.FAILED, "no");
            }
        }

        public String rebuild(String work, String ill) {
            story.add("made anew");
            return "order";
        }

        public void rebuilt(String work, String outcome) {
            story.add("took in " + outcome);
        }

        public String verdict(String work) {
            return "verdict";
        }
    }

    /** Stands for the carry step. */
    public final class Carries {
        public boolean isForLater(String work, Exception cause) {
            return false;
        }

        public void done(String work, String verdict) {
            story.add("done");
        }
    }
}
