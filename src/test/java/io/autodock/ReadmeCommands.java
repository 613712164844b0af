package io.autodock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The commands that README.md marks to be run, in their order. */
final class ReadmeCommands {

    private static final Pattern MARKED = Pattern.compile("<!-- run -->\n```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern FENCED = Pattern.compile("(?m)^```sh$");

    private ReadmeCommands() {}

    /** One line each. */
    static List<String> marked() throws IOException {
        return MARKED.matcher(text())
                .results()
                .map(block -> block.group(1))
                .flatMap(String::lines)
                .toList();
    }

    /** How many blocks hold commands, and how many of them are marked. */
    static List<Long> blocks() throws IOException {
        return List.of(
                FENCED.matcher(text()).results().count(),
                MARKED.matcher(text()).results().count());
    }

    /** What stands between backticks in a line and begins with {@code ./autodock}. */
    static List<String> inline() throws IOException {
        return Pattern.compile("`(\\./autodock [^`\n]+)`")
                .matcher(text())
                .results()
                .map((MatchResult found) -> found.group(1))
                .distinct()
                .toList();
    }

    private static String text() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
