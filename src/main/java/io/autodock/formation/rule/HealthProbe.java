package io.autodock.formation.rule;

import io.autodock.formation.PortMapping;
import io.autodock.formation.WholeNumber;
import io.autodock.problem.AutodockException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What tells that an app is well. */
public sealed interface HealthProbe {

    /** What users may write. */
    String ALLOWED = "tcp:PORT, http:PORT/PATH with ports of the container, or cmd:COMMAND";

    /** As users write it. */
    String written();

    /** The port of the container that is asked; empty where the app is looked at from inside. */
    OptionalInt containerPort();

    /** A connection to a port is taken. */
    record Tcp(int port) implements HealthProbe {
        @Override
        public String written() {
            return "tcp:" + port;
        }

        @Override
        public OptionalInt containerPort() {
            return OptionalInt.of(port);
        }
    }

    /**
     * A GET is answered with a status from 200 to 399.
     *
     * @param path begins with a slash
     */
    record Http(int port, String path) implements HealthProbe {
        @Override
        public String written() {
            return "http:" + port + path;
        }

        @Override
        public OptionalInt containerPort() {
            return OptionalInt.of(port);
        }
    }

    /** A line of shell, run in the container, ends with 0. */
    record Shell(String line) implements HealthProbe {
        @Override
        public String written() {
            return "cmd:" + line;
        }

        @Override
        public OptionalInt containerPort() {
            return OptionalInt.empty();
        }
    }

    /** As users write it. */
    static HealthProbe parse(String text) {
        Grammar.requireOneLine(text);
        return Grammar.tcp(text)
                .or(() -> Grammar.http(text))
                .or(() -> Grammar.shell(text))
                .orElseThrow(Grammar.refusal(text));
    }

    /** The three forms. */
    final class Grammar {

        private static final Pattern TCP = Pattern.compile("tcp:(?<port>[0-9]{1,5})");
        private static final Pattern HTTP =
                Pattern.compile("http:(?<port>[0-9]{1,5})(?<path>/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?");
        private static final Pattern SHELL = Pattern.compile("cmd:(?<line>.*\\S.*)");
        private static final int MOST_BYTES = 4096;

        private Grammar() {}

        private static void requireOneLine(String text) {
            boolean controls = text.chars().anyMatch(Character::isISOControl);
            if (controls || text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
                throw refusal(text).get();
            }
        }

        private static Optional<HealthProbe> tcp(String text) {
            Matcher tcp = TCP.matcher(text);
            return tcp.matches() ? Optional.of(new Tcp(port(tcp, text))) : Optional.empty();
        }

        private static Optional<HealthProbe> http(String text) {
            Matcher http = HTTP.matcher(text);
            return http.matches()
                    ? Optional.of(new Http(port(http, text), http.group("path") == null ? "/" : http.group("path")))
                    : Optional.empty();
        }

        private static Optional<HealthProbe> shell(String text) {
            Matcher shell = SHELL.matcher(text);
            return shell.matches() ? Optional.of(new Shell(shell.group("line"))) : Optional.empty();
        }

        private static int port(Matcher form, String text) {
            return WholeNumber.between(1, PortMapping.HIGHEST_PORT, form.group("port"))
                    .orElseThrow(refusal(text));
        }

        private static Supplier<AutodockException> refusal(String text) {
            return () -> AutodockException.invalid("health", text, ALLOWED + ", in one line of at most 4096 bytes");
        }
    }
}
