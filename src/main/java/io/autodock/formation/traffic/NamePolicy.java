package io.autodock.formation.traffic;

import io.autodock.formation.UserName;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import io.autodock.problem.ProblemCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which server names a user's formations may have. A user without patterns may have any that is free.
 *
 * @param patterns by user: a name, or {@code *.SUFFIX} for all names below it
 */
public record NamePolicy(Map<UserName, List<String>> patterns) {

    private static final Pattern GRAMMAR = Pattern.compile("(?:\\*\\.)?[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?");

    public NamePolicy {
        Map<UserName, List<String>> checked = new LinkedHashMap<>();
        patterns.forEach((user, own) -> checked.put(user, checked(user, own)));
        patterns = Map.copyOf(checked);
    }

    private static List<String> checked(UserName user, List<String> own) {
        own.stream()
                .filter(pattern -> !GRAMMAR.matcher(pattern).matches())
                .findFirst()
                .ifPresent(pattern -> {
                    throw AutodockException.invalid(
                            "autodock.balance.names." + user, pattern, "a server name, or *. and one");
                });
        return List.copyOf(own);
    }

    /** Refuses with the code {@link ProblemCode#FORBIDDEN} names that the user may not have. */
    public void check(UserName user, Traffic traffic) {
        List<String> own = patterns.getOrDefault(user, List.of("*."));
        List<Problem> problems = traffic.urls().stream()
                .filter(url -> own.stream()
                        .noneMatch(pattern -> matches(pattern, url.name().value())))
                .map(url -> new Problem("url", url.written(), "for " + user + " " + String.join(" or ", own)))
                .toList();
        if (!problems.isEmpty()) {
            throw AutodockException.of(ProblemCode.FORBIDDEN, problems);
        }
    }

    private static boolean matches(String pattern, String name) {
        return pattern.equals("*.")
                || (pattern.startsWith("*.") ? name.endsWith(pattern.substring(1)) : name.equals(pattern));
    }
}
