package io.autodock.formation.option;

import io.autodock.problem.AutodockException;
import java.util.Arrays;
import java.util.Locale;

/** Where the engine puts what an app writes; those that work without further options. */
public enum LogDriver {
    JSON_FILE,
    LOCAL,
    JOURNALD,
    SYSLOG,
    FLUENTD,
    /** Nowhere: then nobody can be told an app's last words. */
    NONE;

    /** As users write it. */
    public static LogDriver parse(String text) {
        return Arrays.stream(values())
                .filter(driver -> driver.written().equals(text))
                .findFirst()
                .orElseThrow(() -> AutodockException.invalid(
                        "log-driver", text, "json-file, local, journald, syslog, fluentd or none"));
    }

    /** As users and engines write it. */
    public String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
