package io.autodock.formation.traffic;

import io.autodock.problem.AutodockException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Directives of the balancer's own language that a formation adds to its server block. Only such as change how its own
 * requests are handled; nothing that opens a block, reads a file, names another server or writes anything.
 *
 * @param directives one each, without the semicolon
 */
public record Snippet(List<String> directives) {

    private static final int LONGEST = 4000;
    private static final Set<String> KNOWN = Set.of(
            "add_header",
            "chunked_transfer_encoding",
            "client_body_timeout",
            "client_header_timeout",
            "default_type",
            "etag",
            "expires",
            "gzip",
            "gzip_comp_level",
            "gzip_min_length",
            "gzip_types",
            "gzip_vary",
            "keepalive_requests",
            "keepalive_timeout",
            "lingering_close",
            "lingering_timeout",
            "proxy_buffer_size",
            "proxy_buffering",
            "proxy_buffers",
            "proxy_cookie_path",
            "proxy_hide_header",
            "proxy_ignore_headers",
            "proxy_max_temp_file_size",
            "proxy_pass_header",
            "proxy_read_timeout",
            "proxy_request_buffering",
            "proxy_send_timeout",
            "send_timeout",
            "server_tokens",
            "tcp_nodelay");
    private static final String LETTERS = "A-Za-z0-9_./:=,@%+*?!()";
    private static final String VARIABLES = "[$][a-z_]++";
    private static final String WORD = "(?:[" + LETTERS + "-]++|" + VARIABLES + ")++";
    private static final String QUOTED = "\"(?:[" + LETTERS + " ;'-]++|" + VARIABLES + ")*+\"";
    private static final String SINGLE_QUOTED = "'(?:[" + LETTERS + " ;\"-]++|" + VARIABLES + ")*+'";
    private static final Pattern ONE =
            Pattern.compile("([a-z_]+)((?:[ \\t]+(?:" + WORD + "|" + QUOTED + "|" + SINGLE_QUOTED + "))+)");
    private static final Pattern END = Pattern.compile(";(?=(?:[^\"']++|\"[^\"]*+\"|'[^']*+')*+$)");
    /** Variables that hold nothing but what the client itself sent, or how it was reached. */
    private static final Pattern VARIABLE = Pattern.compile("[$]([a-z_]+)");

    private static final Pattern HARMLESS = Pattern.compile(
            "host|scheme|request_uri|uri|remote_addr|request_id|request_time|server_name|status|http_[a-z_]+|upstream_[a-z_]+");

    public Snippet {
        directives = List.copyOf(directives);
        directives.forEach(Snippet::check);
    }

    /** As users write it: directives with a semicolon behind each. */
    public static Snippet parse(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST || !stripped.endsWith(";")) {
            throw refused(text, "");
        }
        return new Snippet(Arrays.stream(END.split(stripped, -1))
                .map(String::strip)
                .filter(directive -> !directive.isEmpty())
                .toList());
    }

    private static void check(String directive) {
        Matcher matcher = ONE.matcher(directive);
        if (!matcher.matches()) {
            throw refused(directive, "");
        }
        if (!KNOWN.contains(matcher.group(1))) {
            throw refused(directive, "; \"" + matcher.group(1) + "\" is none of them");
        }
        VARIABLE.matcher(matcher.group(2))
                .results()
                .filter(variable -> !HARMLESS.matcher(variable.group(1)).matches())
                .findFirst()
                .ifPresent(variable -> {
                    throw refused(directive, "; the variable " + variable.group() + " is not for snippets");
                });
    }

    private static AutodockException refused(String value, String hint) {
        return AutodockException.invalid(
                "balance-snippet",
                value,
                "nginx directives with a semicolon behind each, at most " + LONGEST + " characters, of "
                        + String.join(", ", KNOWN.stream().sorted().toList()) + hint);
    }

    /** As users write it. */
    public String written() {
        return String.join(";\n", directives) + ";";
    }
}
