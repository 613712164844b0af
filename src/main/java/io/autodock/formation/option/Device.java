package io.autodock.formation.option;

import io.autodock.problem.AutodockException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A device of the host that an app may use.
 *
 * @param permissions some of {@code r}, {@code w} and {@code m} (make nodes)
 */
public record Device(String onHost, String inContainer, String permissions) {

    private static final String PATH = "/dev(?:/[A-Za-z0-9][A-Za-z0-9._+-]{0,63}){1,8}";
    private static final Pattern GRAMMAR = Pattern.compile(
            "(?<host>" + PATH + ")(?::(?<container>" + PATH + "))?(?::(?<permissions>(?=[rwm])r?w?m?))?");

    /** As users write it. */
    public static Device parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            throw AutodockException.invalid("devices", text, "/dev/ON_HOST[:/dev/IN_CONTAINER][:rwm]");
        }
        String host = matcher.group("host");
        String container = matcher.group("container");
        String permissions = matcher.group("permissions");
        return new Device(host, container == null ? host : container, permissions == null ? "rwm" : permissions);
    }

    /** As users write it. */
    public String written() {
        return onHost + ":" + inContainer + ":" + permissions;
    }
}
