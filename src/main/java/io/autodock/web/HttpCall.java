package io.autodock.web;

import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import io.autodock.problem.ProblemCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One HTTP call as it came in. Path, query and headers are kept apart, so that none can pass for another; names of headers
 * are compared without case, and one that may stand once but stands twice is refused.
 */
public final class HttpCall {

    /** How long a caller may wait at most, in seconds. */
    public static final int LONGEST_WAIT = 600;

    private static final Pattern JSON_TYPE =
            Pattern.compile("application/([a-z0-9.-]+\\+)?json(?<parameters>\\s*;.*)?");
    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=\\s*\"?(?<name>[^\";\\s]+)\"?");
    private static final Pattern DELIVERY_KEY = Pattern.compile("[ -~]{1,128}");

    private final String path;
    private final Map<String, List<String>> query;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    /**
     * @param path still percent-encoded, without query
     * @param query decoded
     * @param headers by lower-case name
     */
    public HttpCall(String path, Map<String, List<String>> query, Map<String, List<String>> headers, byte[] body) {
        this.path = path;
        this.query = Map.copyOf(query);
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    /** A segment of the path, decoded: of {@code /v1/hosts/NAME} the third is {@code NAME}. A slash in it stays in it. */
    public String segment(int place) {
        List<String> segments = new ArrayList<>(Arrays.asList(path.split("/", -1)));
        String encoded = place < segments.size() ? segments.get(place) : "";
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            throw AutodockException.invalid("path", encoded, "a percent-encoded path");
        }
    }

    /** A header that may stand once. */
    public Optional<String> header(String name) {
        return only(name, headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }

    /** A query parameter that may stand once. */
    public Optional<String> parameter(String name) {
        return only(name, query.getOrDefault(name, List.of()));
    }

    private static Optional<String> only(String name, List<String> values) {
        if (values.size() > 1) {
            throw AutodockException.invalid(name, values.size() + " of them", "one");
        }
        return values.stream().findFirst();
    }

    /** The delivery's own idempotency key. */
    public Optional<String> deliveryKey() {
        Optional<String> key = header("Idempotency-Key");
        if (key.isPresent() && !DELIVERY_KEY.matcher(key.get()).matches()) {
            throw AutodockException.invalid("Idempotency-Key", key.get(), "1 to 128 printable ASCII characters");
        }
        return key;
    }

    /** A whole number in the query; empty when it is not there. */
    public Optional<Integer> number(String name, int least, int most) {
        return parameter(name).map(text -> number(name, text, least, most));
    }

    private static int number(String name, String text, int least, int most) {
        if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw AutodockException.invalid(name, text, "a whole number from " + least + " to " + most);
    }

    /** Whether anything was sent as body. */
    public boolean hasBody() {
        return body.length > 0;
    }

    /**
     * The body of a call that takes JSON.
     *
     * @throws AutodockException UNSUPPORTED unless it is said to be JSON in UTF-8, unpacked
     */
    public byte[] jsonBody() {
        String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT).strip();
        Matcher json = JSON_TYPE.matcher(type);
        if (!json.matches()
                || !isUtf8(Optional.ofNullable(json.group("parameters")).orElse(""))) {
            throw unsupported("Content-Type", type, "application/json, in UTF-8");
        }
        String encoding = header("Content-Encoding").orElse("identity").strip();
        if (!encoding.equalsIgnoreCase("identity")) {
            throw unsupported("Content-Encoding", encoding, "identity: a body that is not packed");
        }
        return body.clone();
    }

    private static boolean isUtf8(String parameters) {
        Matcher charset = CHARSET.matcher(parameters);
        return !charset.find()
                || charset.group("name").equals("utf-8")
                || charset.group("name").equals("us-ascii");
    }

    private static AutodockException unsupported(String header, String value, String allowed) {
        return AutodockException.of(ProblemCode.UNSUPPORTED, new Problem(header, value, allowed));
    }
}
