package io.autodock.cli.formation;

import io.autodock.problem.AutodockException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The variables of an order as {@code docker run} gathers them: files first, then the options; a name alone takes the
 * value that it has where the command runs. The service keeps the last of each name.
 */
final class Variables {

    private static final String FILE_RULE =
            "a text file of this machine with one NAME=VALUE a line; empty lines and those that begin with # are left out";

    private Variables() {}

    static List<String> of(List<String> files, List<String> options, Map<String, String> environment) {
        List<String> variables = new ArrayList<>();
        for (String file : files) {
            lines(file).stream()
                    .map(String::stripLeading)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> withValue("env-file", line, environment))
                    .forEach(variables::add);
        }
        options.stream().map(option -> withValue("env", option, environment)).forEach(variables::add);
        return variables;
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file), StandardCharsets.UTF_8);
        } catch (CharacterCodingException notText) {
            throw AutodockException.invalid("env-file", file, FILE_RULE + "; this one is not UTF-8");
        } catch (IOException | InvalidPathException unreadable) {
            throw AutodockException.invalid("env-file", file, FILE_RULE + "; this one can't be read");
        }
    }

    private static String withValue(String field, String written, Map<String, String> environment) {
        if (written.indexOf('=') >= 0) {
            return written;
        }
        String value = environment.get(written.strip());
        if (value == null) {
            throw AutodockException.invalid(
                    field, written, "NAME=VALUE, or the NAME of a variable that is set where the command runs");
        }
        return written.strip() + "=" + value;
    }
}
