package io.autodock.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the controlling terminal for its size. */
public final class TerminalSize {

    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("([1-9][0-9]{0,4}) ([1-9][0-9]{0,4})\\s*");
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,4}");

    private final Map<String, String> environment;

    public TerminalSize(Map<String, String> environment) {
        this.environment = environment;
    }

    /** {@code COLUMNS} of the environment where it is set, else what {@code stty size} says, else 80 by 24. */
    public Terminal.Size now() {
        String columns = environment.getOrDefault("COLUMNS", "");
        if (COUNT.matcher(columns).matches()) {
            return new Terminal.Size(Integer.parseInt(columns), Terminal.Size.USUAL.rows());
        }
        return parse(asked());
    }

    static Terminal.Size parse(String answer) {
        Matcher matcher = ROWS_AND_COLUMNS.matcher(answer);
        return matcher.matches()
                ? new Terminal.Size(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(1)))
                : Terminal.Size.USUAL;
    }

    private static String asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }
}
