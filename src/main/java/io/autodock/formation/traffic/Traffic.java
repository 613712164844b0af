package io.autodock.formation.traffic;

import io.autodock.formation.PortMapping;
import io.autodock.formation.Protocol;
import io.autodock.formation.WholeNumber;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * How the balancers serve a formation.
 *
 * @param urls the names it is served under, without duplicates, one path for each name
 * @param port the balancers' own port that it is served on, beside its names or in place of them
 * @param tls the certificate that its names are served with; plain requests are sent there
 * @param bodyMegabytes the largest request body; empty for the balancer's own limit
 * @param timeoutSeconds how long an app may be silent in the middle of a request; empty for the balancer's own limit
 */
public record Traffic(
        List<ServedUrl> urls,
        OptionalInt port,
        BalanceMethod method,
        Optional<CertificateName> tls,
        OptionalInt bodyMegabytes,
        OptionalInt timeoutSeconds,
        Optional<Snippet> snippet) {

    /** No balancer serves it. */
    public static final Traffic NONE = new Traffic(
            List.of(),
            OptionalInt.empty(),
            BalanceMethod.ROUND_ROBIN,
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty());

    /** Names of one formation. */
    public static final int MOST_URLS = 32;

    /** What is published for a formation that asks to be served and for no port: container port 80. */
    public static final PortMapping USUAL_PORT = PortMapping.parse("8000:80");

    private static final int LEAST_PORT = 1024;
    private static final int LARGEST_BODY = 102_400;
    private static final int LONGEST_TIMEOUT = 86_400;

    public Traffic {
        urls = List.copyOf(new LinkedHashSet<>(urls));
        List<Problem> problems = Stream.concat(nameProblems(urls), needs(urls, port, method, tls, snippet))
                .toList();
        if (!problems.isEmpty()) {
            throw AutodockException.invalid(problems);
        }
    }

    private static Stream<Problem> nameProblems(List<ServedUrl> urls) {
        return urls.stream()
                .filter(url -> urls.stream()
                        .anyMatch(other -> other.name().equals(url.name())
                                && !other.path().equals(url.path())
                                && urls.indexOf(other) < urls.indexOf(url)))
                .map(url -> new Problem("url", url.written(), "one path for each name"));
    }

    private static Stream<Problem> needs(
            List<ServedUrl> urls,
            OptionalInt port,
            BalanceMethod method,
            Optional<CertificateName> tls,
            Optional<Snippet> snippet) {
        List<Problem> problems = new ArrayList<>();
        if (urls.isEmpty()) {
            tls.ifPresent(name -> problems.add(new Problem("balance-tls", name.value(), "nothing without a url")));
        }
        if (urls.isEmpty() && port.isEmpty()) {
            String allowed = "nothing without a url or a balance-port";
            if (method != BalanceMethod.ROUND_ROBIN) {
                problems.add(new Problem("balance", method.written(), allowed));
            }
            snippet.ifPresent(text -> problems.add(new Problem("balance-snippet", text.written(), allowed)));
        }
        return problems.stream();
    }

    /** Whether a balancer serves it at all. */
    public boolean isServed() {
        return !urls.isEmpty() || port.isPresent();
    }

    /** What must be nobody else's: server names, and {@code :PORT} for a port of the balancers. */
    public List<String> claims() {
        return Stream.concat(
                        urls.stream().map(url -> url.name().value()),
                        port.stream().mapToObj(number -> ":" + number))
                .toList();
    }

    /** What stands against balancing these ports: the first of them is the one. */
    public List<Problem> portProblems(List<PortMapping> ports) {
        return isServed() && !ports.isEmpty() && !isReachable(ports.get(0))
                ? List.of(new Problem(
                        "ports",
                        ports.get(0).written(),
                        "with a url or a balance-port, a TCP port first that the balancers can reach"))
                : List.of();
    }

    private static boolean isReachable(PortMapping port) {
        String address = port.address();
        boolean loopback = address.startsWith("127.") || address.equals("::1");
        return port.protocol() == Protocol.TCP && !loopback;
    }

    /** A port of the balancers, as users write it. */
    public static int parsePort(String text) {
        return WholeNumber.between(LEAST_PORT, PortMapping.HIGHEST_PORT, text)
                .orElseThrow(() -> AutodockException.invalid(
                        "balance-port", text, LEAST_PORT + " to " + PortMapping.HIGHEST_PORT));
    }

    /** The largest body, as users write it: megabytes, or with a unit. */
    public static int parseBody(String text) {
        boolean giga = text.endsWith("G");
        String digits = giga || text.endsWith("M") ? text.substring(0, text.length() - 1) : text;
        OptionalInt number = WholeNumber.between(1, LARGEST_BODY / (giga ? 1024 : 1), digits);
        return number.orElseThrow(() -> AutodockException.invalid(
                        "balance-body", text, "megabytes, or with a unit (10, 10M, 2G), up to 100G"))
                * (giga ? 1024 : 1);
    }

    /** How long an app may be silent, as users write it. */
    public static int parseTimeout(String text) {
        return WholeNumber.between(1, LONGEST_TIMEOUT, text)
                .orElseThrow(() ->
                        AutodockException.invalid("balance-timeout", text, "whole seconds, 1 to " + LONGEST_TIMEOUT));
    }
}
