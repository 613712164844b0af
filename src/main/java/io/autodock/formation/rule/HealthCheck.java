package io.autodock.formation.rule;

import io.autodock.formation.WholeNumber;
import io.autodock.problem.AutodockException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an app is told well or not. It is made only when it is well, and serves only while it is.
 *
 * @param interval between two looks, 500 ms to 1 h
 * @param retries how many looks in a row must fail before it counts as unhealthy, 1 to 100
 * @param startPeriod how long after its start a look that fails does not count, up to 1 h
 */
public record HealthCheck(HealthProbe probe, Duration interval, int retries, Duration startPeriod) {

    /** Where a request says nothing else. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(5);

    /** Where a request says nothing else. */
    public static final int DEFAULT_RETRIES = 3;

    /** Where a request says nothing else: slow starters are not to be given up moments before they are well. */
    public static final Duration DEFAULT_START_PERIOD = Duration.ofSeconds(60);

    private static final Duration LEAST_INTERVAL = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_RETRIES = 100;
    private static final Pattern SPAN = Pattern.compile("(?<number>[0-9]{1,9})(?<unit>ms|s|m|h)");

    /** That probe, with what was said beside it. */
    public static HealthCheck of(
            HealthProbe probe, Optional<Duration> interval, Optional<Integer> retries, Optional<Duration> startPeriod) {
        return new HealthCheck(
                probe,
                interval.orElse(DEFAULT_INTERVAL),
                retries.orElse(DEFAULT_RETRIES),
                startPeriod.orElse(DEFAULT_START_PERIOD));
    }

    /** The same looks at an app that has had its time to start: once well, or so often not, is enough. */
    public HealthCheck atOnce() {
        return new HealthCheck(probe, LEAST_INTERVAL, retries, Duration.ZERO);
    }

    /** The time between two looks, as users write it. */
    public static Duration parseInterval(String text) {
        return span(text)
                .filter(span -> span.compareTo(LEAST_INTERVAL) >= 0)
                .orElseThrow(() -> refused("health-interval", text, "500ms to 1h"));
    }

    /** The time to start, as users write it. */
    public static Duration parseStartPeriod(String text) {
        return span(text).orElseThrow(() -> refused("health-start-period", text, "0s to 1h"));
    }

    /** The looks that must fail, as users write it. */
    public static int parseRetries(String text) {
        return WholeNumber.between(1, MOST_RETRIES, text)
                .orElseThrow(() -> AutodockException.invalid("health-retries", text, "1 to " + MOST_RETRIES));
    }

    /** A time as users write it: {@code 500ms}, {@code 10s}. */
    public static String written(Duration span) {
        return span.toMillis() % 1_000 == 0 ? span.toSeconds() + "s" : span.toMillis() + "ms";
    }

    /** All of it in one line. */
    public String written() {
        return probe.written() + " every " + written(interval) + ", " + retries + " times, after "
                + written(startPeriod);
    }

    private static AutodockException refused(String field, String text, String range) {
        return AutodockException.invalid(field, text, "a number with ms, s, m or h, " + range);
    }

    private static Optional<Duration> span(String text) {
        Matcher span = SPAN.matcher(text);
        return span.matches()
                ? Optional.of(duration(Long.parseLong(span.group("number")), span.group("unit")))
                        .filter(each -> each.compareTo(LONGEST) <= 0)
                : Optional.empty();
    }

    private static Duration duration(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
