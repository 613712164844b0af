package io.autodock.formation.option;

import io.autodock.problem.AutodockException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A limit of the kernel on each of an app's processes.
 *
 * @param soft what a process meets; -1 for none
 * @param hard what a process may raise its own to; -1 for none
 */
public record Ulimit(String name, long soft, long hard) {

    /** No limit. */
    public static final long NONE = -1;

    private static final List<String> NAMES = List.of(
            "core",
            "cpu",
            "data",
            "fsize",
            "locks",
            "memlock",
            "msgqueue",
            "nice",
            "nofile",
            "nproc",
            "rss",
            "rtprio",
            "rttime",
            "sigpending",
            "stack");

    /** With these an app takes the host's processors from everybody else. */
    private static final List<String> RAISE_PRIORITY = List.of("nice", "rtprio", "rttime");

    private static final Pattern GRAMMAR =
            Pattern.compile("(?<name>[a-z]{1,16})=(?<soft>-1|0|[1-9][0-9]{0,17})(?::(?<hard>-1|0|[1-9][0-9]{0,17}))?");
    private static final String ALLOWED =
            "NAME=SOFT[:HARD], each a whole number or -1 for none and SOFT not above HARD;" + " names are "
                    + String.join(", ", NAMES);

    /** As users write it; one number is both. */
    public static Ulimit parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches() || !NAMES.contains(matcher.group("name"))) {
            throw AutodockException.invalid("ulimits", text, ALLOWED);
        }
        long soft = Long.parseLong(matcher.group("soft"));
        long hard = matcher.group("hard") == null ? soft : Long.parseLong(matcher.group("hard"));
        if (hard != NONE && (soft == NONE || soft > hard)) {
            throw AutodockException.invalid("ulimits", text, ALLOWED);
        }
        return new Ulimit(matcher.group("name"), soft, hard);
    }

    /** Whether it lets an app push others from the host's processors. */
    public boolean raisesPriority() {
        return RAISE_PRIORITY.contains(name);
    }

    /** As users write it. */
    public String written() {
        return name + "=" + soft + ":" + hard;
    }
}
