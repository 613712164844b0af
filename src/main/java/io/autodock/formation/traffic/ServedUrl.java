package io.autodock.formation.traffic;

import io.autodock.problem.AutodockException;
import java.util.regex.Pattern;

/**
 * Where a formation is found at the balancers: a server name, and the path below which its apps answer.
 *
 * @param path {@code /api}, without a final slash; empty for everything under the name
 */
public record ServedUrl(ServerName name, String path) {

    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*");
    private static final int LONGEST_PATH = 200;

    public ServedUrl {
        if (path.length() > LONGEST_PATH || !PATH.matcher(path).matches()) {
            throw AutodockException.invalid(
                    "url",
                    name + path,
                    ServerName.ALLOWED + "; a path of letters, digits and . _ ~ - between its slashes, at most "
                            + LONGEST_PATH + " characters");
        }
    }

    /** As users write it: {@code NAME[/PATH]}. */
    public static ServedUrl parse(String text) {
        int slash = text.indexOf('/');
        ServerName name;
        try {
            name = ServerName.parse(slash < 0 ? text : text.substring(0, slash));
        } catch (AutodockException refused) {
            throw AutodockException.invalid(
                    "url", text, refused.problems().get(0).allowed());
        }
        String path = slash < 0 ? "" : text.substring(slash);
        return new ServedUrl(name, path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** As users write it. */
    public String written() {
        return name + path;
    }
}
