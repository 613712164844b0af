package io.autodock.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Apps that are observed together until each is known to be well, or one is known not to be. */
public record Ward(List<Checkup> checkups) {

    public Ward {
        checkups = List.copyOf(checkups);
    }

    /** Whether the outcome is still open: one that is not well decides for all. */
    public boolean isOpen() {
        return checkups.stream().noneMatch(each -> each.health().state() == HealthState.UNHEALTHY)
                && !checkups.stream().allMatch(Checkup::isDecided);
    }

    /** Those who are to be looked at now. */
    public List<Checkup> due(Instant now) {
        return checkups.stream()
                .filter(each -> !each.isDecided() && each.isDue(now))
                .toList();
    }

    /** Milliseconds until someone is due. */
    public long pause(Instant now) {
        return checkups.stream()
                .filter(each -> !each.isDecided())
                .map(each -> Duration.between(now, each.due()).toMillis())
                .map(millis -> Math.max(0, millis))
                .min(Long::compare)
                .orElse(0L);
    }

    /** The same with newer words on some. */
    public Ward with(List<Checkup> newer) {
        Map<String, Checkup> byName = newer.stream()
                .collect(Collectors.toMap(each -> each.app().hostname(), Function.identity(), (one, other) -> other));
        return new Ward(checkups.stream()
                .map(each -> byName.getOrDefault(each.app().hostname(), each))
                .toList());
    }
}
