package io.autodock.step;

import io.autodock.bootstrap.MinionKeysOnMaster;
import io.autodock.formation.App;
import io.autodock.problem.AutodockException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the minion keys of apps that go away from the Salt master. */
final class KeyDrop {

    private static final Logger LOG = LoggerFactory.getLogger(KeyDrop.class);

    private final Optional<MinionKeysOnMaster> master;
    private final BiPredicate<Work, Exception> patience;

    /** @param patience whether what a call met may still be waited for */
    KeyDrop(Optional<MinionKeysOnMaster> master, BiPredicate<Work, Exception> patience) {
        this.master = master;
        this.patience = patience;
    }

    /** Waits for a silent master as long as the request may; then its caller is told which keys it still holds. */
    void drop(Work work, List<App> apps) {
        Map<String, List<String>> ours = apps.stream()
                .filter(app -> !app.keyFingerprints().isEmpty())
                .collect(Collectors.toMap(App::hostname, App::keyFingerprints));
        if (master.isEmpty() || ours.isEmpty()) {
            return;
        }
        try {
            master.get().drop(ours).forEach((minion, why) -> keyStays(work, minion, why));
        } catch (AutodockException silent) {
            if (patience.test(work, silent)) {
                throw silent;
            }
            ours.keySet().forEach(minion -> keyStays(work, minion, silent.sentence()));
        }
    }

    private static void keyStays(Work work, String minion, String why) {
        LOG.warn("The Salt master keeps the key of {}: {}", minion, why);
        work.advance(work.request().noticed("the Salt master keeps the key of " + minion + ": " + why));
    }
}
