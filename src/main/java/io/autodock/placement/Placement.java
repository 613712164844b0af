package io.autodock.placement;

import io.autodock.formation.App;
import java.util.List;

/** What became of a placement: every app has a place, or none has. */
public sealed interface Placement {

    /** Every host server's verdict, best ranked first. */
    List<Verdict> verdicts();

    /**
     * Every app with its host server and ports, in the order asked for.
     *
     * @param verdicts a host that took apps and then was full is refused here, and says how many it took
     */
    record Placed(List<App> apps, List<Verdict> verdicts) implements Placement {
        public Placed {
            apps = List.copyOf(apps);
            verdicts = List.copyOf(verdicts);
        }
    }

    /**
     * At least one app finds no host server.
     *
     * @param sentence names the first such app, and the hosts with their reasons
     */
    record Refused(String sentence, List<Verdict> verdicts) implements Placement {
        public Refused {
            verdicts = List.copyOf(verdicts);
        }
    }
}
