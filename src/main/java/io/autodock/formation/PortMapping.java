package io.autodock.formation;

import io.autodock.problem.AutodockException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A port as asked for: {@code [ADDRESS:]HOST:CONTAINER[/udp]}, {@code PORT}, or with {@code =} for exactly that host port.
 *
 * @param address host address to bind, without brackets; empty for all
 * @param hostPort the host port to begin at, 1 to 65535
 * @param exact whether only that host port will do; otherwise a taken one is counted up
 * @param containerPort 1 to 65535
 */
public record PortMapping(String address, int hostPort, boolean exact, int containerPort, Protocol protocol) {

    /** The highest port there is. */
    public static final int HIGHEST_PORT = 65535;

    static final String ALLOWED =
            "[ADDRESS:]HOST:CONTAINER[/udp], or PORT, or = before either for exactly that host port; ports are 1 to 65535";
    private static final int LONGEST = 100;
    private static final String PORT = "[1-9][0-9]{0,4}";
    private static final Pattern GRAMMAR =
            Pattern.compile("(?<exact>=?)(?:(?:(?<address>[0-9.]+|\\[[^\\[\\]]+\\]):)?(?<host>" + PORT
                    + "):)?(?<container>" + PORT + ")(?:/(?<protocol>udp|tcp))?");
    private static final Pattern RANGE = Pattern.compile("[0-9]-[0-9]");
    private static final Pattern BARE_V6 = Pattern.compile("=?[0-9a-fA-F]*:(?:[0-9a-fA-F]*:){2,}[^\\[\\]]*");

    /** As users write it; an address is a literal, IPv6 in brackets. */
    public static PortMapping parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (text.length() > LONGEST || !matcher.matches()) {
            throw refused(text);
        }
        int containerPort = port(text, matcher.group("container"));
        String host = matcher.group("host");
        String protocol = matcher.group("protocol");
        return new PortMapping(
                address(text, matcher.group("address")),
                host == null ? containerPort : port(text, host),
                !matcher.group("exact").isEmpty(),
                containerPort,
                "udp".equals(protocol) ? Protocol.UDP : Protocol.TCP);
    }

    private static int port(String text, String digits) {
        return WholeNumber.between(1, HIGHEST_PORT, digits).orElseThrow(() -> refused(text));
    }

    private static String address(String text, @Nullable String written) {
        if (written == null) {
            return HostAddress.EVERY;
        }
        String address = written.startsWith("[") ? written.substring(1, written.length() - 1) : written;
        if (written.startsWith("[") ? HostAddress.isV6(address) : HostAddress.isV4(address)) {
            return address;
        }
        throw refused(text);
    }

    private static AutodockException refused(String text) {
        String hint = "";
        if (text.length() > LONGEST) {
            return AutodockException.invalid("ports", text, ALLOWED);
        }
        if (RANGE.matcher(text).find()) {
            hint = "; a range is not taken: write each port by itself";
        } else if (BARE_V6.matcher(text).matches()) {
            hint = "; an IPv6 address stands in brackets: [::1]:8080:80";
        }
        return AutodockException.invalid("ports", text, ALLOWED + hint);
    }

    /** As users write it. */
    public String written() {
        return (exact ? "=" : "") + new PublishedPort(address, hostPort, containerPort, protocol);
    }
}
