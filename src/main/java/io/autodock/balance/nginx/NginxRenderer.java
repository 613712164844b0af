package io.autodock.balance.nginx;

import io.autodock.balance.CertificatePair;
import io.autodock.balance.upstream.BalancerFile;
import io.autodock.balance.upstream.Member;
import io.autodock.balance.upstream.Renderer;
import io.autodock.balance.upstream.Upstream;
import io.autodock.digest.Sha256;
import io.autodock.formation.FormationId;
import io.autodock.formation.traffic.BalanceMethod;
import io.autodock.formation.traffic.ServedUrl;
import io.autodock.formation.traffic.Traffic;
import io.autodock.problem.AutodockException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * nginx's language: one file for each formation, {@code MARK.USER.FORMATION.conf}, with its upstream and its servers. All
 * values in it come from checked types.
 */
public final class NginxRenderer implements Renderer {

    /** Where a server tells which file it was made from. */
    static final String PAGE = "/.well-known/autodock";

    /** Autodock's folder on a balancer. */
    static final String FOLDER = "/etc/nginx/autodock.d";

    private static final String UNKNOWN_YET = "@FINGERPRINT@";
    private static final Pattern OWN =
            Pattern.compile("(?:tls/)?([0-9a-f]{8})\\.([a-z0-9-]+)\\.([a-z0-9-]+)\\.(?:conf|pem|key)");
    private static final Pattern TOLD = Pattern.compile("return 200 \"([0-9a-f]{64})\\\\n\";");
    private static final Pattern LISTEN = Pattern.compile("listen ([0-9]+);\n(?:    server_name ([^ ;]+))?");

    private final Supplier<String> mark;

    /** @param mark tells this cluster's files, upstreams and variables from those of others; always the same */
    public NginxRenderer(Supplier<String> mark) {
        this.mark = mark;
    }

    @Override
    public List<BalancerFile> render(Upstream upstream, Optional<CertificatePair> pair) {
        String draft = text(upstream);
        String text = draft.replace(UNKNOWN_YET, Sha256.hex(draft));
        List<BalancerFile> files = new ArrayList<>();
        files.add(new BalancerFile(stem(upstream.id()) + ".conf", text, false));
        pair.ifPresent(known -> {
            files.add(new BalancerFile(tls(upstream.id()) + ".pem", known.chain(), true));
            files.add(new BalancerFile(tls(upstream.id()) + ".key", known.key(), true));
        });
        return files;
    }

    @Override
    public List<String> names(FormationId id) {
        return List.of(stem(id) + ".conf", tls(id) + ".pem", tls(id) + ".key");
    }

    @Override
    public Optional<FormationId> owner(String fileName) {
        Matcher matcher = OWN.matcher(fileName);
        if (!matcher.matches() || !matcher.group(1).equals(mark.get())) {
            return Optional.empty();
        }
        try {
            return Optional.of(FormationId.of(matcher.group(2), matcher.group(3)));
        } catch (AutodockException noName) {
            return Optional.empty();
        }
    }

    private String stem(FormationId id) {
        return mark.get() + "." + id.user() + "." + id.formation();
    }

    private String tls(FormationId id) {
        return "tls/" + stem(id);
    }

    /**
     * Where a file can be seen to be served.
     *
     * @param host a name that it is served under; empty for any
     * @param told what its page says
     */
    record Page(int port, String host, String told) {}

    /** The page of a file that this renderer made; empty for one without. */
    static Optional<Page> page(BalancerFile file) {
        Matcher told = TOLD.matcher(file.content());
        Matcher listen = LISTEN.matcher(file.content());
        if (!told.find() || !listen.find()) {
            return Optional.empty();
        }
        String name = listen.group(2);
        return Optional.of(new Page(Integer.parseInt(listen.group(1)), name == null ? "" : name, told.group(1)));
    }

    private String text(Upstream upstream) {
        Traffic traffic = upstream.traffic();
        StringBuilder text = new StringBuilder("# Made by Autodock from what is recorded of " + upstream.id()
                + "; what is changed here is written over.\n");
        if (!upstream.members().isEmpty()) {
            text.append(upstreamBlock(upstream));
        }
        text.append(upgradeBlock(upstream.id()));
        byPath(traffic.urls()).forEach((path, names) -> text.append(servers(upstream, path, names)));
        traffic.port().ifPresent(port -> text.append(server(upstream, List.of("listen " + port + ";"), "")));
        return text.toString();
    }

    private static Map<String, List<String>> byPath(List<ServedUrl> urls) {
        return urls.stream()
                .collect(Collectors.groupingBy(
                        ServedUrl::path,
                        TreeMap::new,
                        Collectors.mapping(url -> url.name().value(), Collectors.toList())));
    }

    private String upstreamBlock(Upstream upstream) {
        BalanceMethod method = upstream.traffic().method();
        String choice = method == BalanceMethod.ROUND_ROBIN
                ? ""
                : "    " + method.name().toLowerCase(Locale.ROOT) + ";\n";
        return upstream.members().stream()
                .map(NginxRenderer::memberLine)
                .collect(Collectors.joining("", "upstream " + upstreamName(upstream.id()) + " {\n" + choice, "}\n"));
    }

    /** One failure takes an app out for a moment: a killed container costs one retry, not one in every round. */
    private static String memberLine(Member member) {
        return "    server " + member.authority() + " max_fails=1 fail_timeout=5s; # " + member.hostname() + "\n";
    }

    private String upgradeBlock(FormationId id) {
        return "map $http_upgrade " + variable(id) + " {\n    default upgrade;\n    '' close;\n}\n";
    }

    private String servers(Upstream upstream, String path, List<String> names) {
        String name = "server_name " + String.join(" ", names) + ";";
        if (upstream.traffic().tls().isEmpty()) {
            return server(upstream, List.of("listen 80;", name), path);
        }
        String pair = FOLDER + "/" + tls(upstream.id());
        return redirect(name)
                + server(
                        upstream,
                        List.of(
                                "listen 443 ssl;",
                                name,
                                "ssl_certificate " + pair + ".pem;",
                                "ssl_certificate_key " + pair + ".key;"),
                        path);
    }

    private static String redirect(String name) {
        return block(
                "server",
                Stream.of(
                        "listen 80;\n",
                        name + "\n",
                        page(),
                        block("location /", Stream.of("return 301 https://$host$request_uri;\n"))));
    }

    private String server(Upstream upstream, List<String> head, String path) {
        return block(
                "server",
                Stream.of(
                                head.stream().map(line -> line + "\n"),
                                limits(upstream.traffic()),
                                Stream.of(page()),
                                locations(upstream, path))
                        .flatMap(lines -> lines));
    }

    private static Stream<String> limits(Traffic traffic) {
        List<String> lines = new ArrayList<>();
        traffic.bodyMegabytes().ifPresent(size -> lines.add("client_max_body_size " + size + "m;\n"));
        traffic.timeoutSeconds().ifPresent(seconds -> {
            lines.add("proxy_read_timeout " + seconds + "s;\n");
            lines.add("proxy_send_timeout " + seconds + "s;\n");
        });
        traffic.snippet().ifPresent(snippet -> snippet.directives().forEach(directive -> lines.add(directive + ";\n")));
        return lines.stream();
    }

    private static String page() {
        return block("location = " + PAGE, Stream.of("return 200 \"" + UNKNOWN_YET + "\\n\";\n"));
    }

    private Stream<String> locations(Upstream upstream, String path) {
        if (path.isEmpty()) {
            return Stream.of(location(upstream, "location /"));
        }
        return Stream.of(
                location(upstream, "location = " + path),
                location(upstream, "location " + path + "/"),
                block("location /", Stream.of("return 404;\n")));
    }

    private String location(Upstream upstream, String head) {
        if (upstream.members().isEmpty()) {
            return block(head, Stream.of("return 503;\n"));
        }
        return block(
                head,
                Stream.of(
                        "proxy_pass http://" + upstreamName(upstream.id()) + ";\n",
                        "proxy_http_version 1.1;\n",
                        "proxy_set_header Host $http_host;\n",
                        "proxy_set_header X-Real-IP $remote_addr;\n",
                        "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n",
                        "proxy_set_header X-Forwarded-Proto $scheme;\n",
                        "proxy_set_header Upgrade $http_upgrade;\n",
                        "proxy_set_header Connection " + variable(upstream.id()) + ";\n",
                        "proxy_connect_timeout 2s;\n",
                        "proxy_next_upstream error timeout;\n",
                        "proxy_next_upstream_tries 3;\n"));
    }

    private String upstreamName(FormationId id) {
        return "autodock." + stem(id);
    }

    /** A variable's name takes no dots and hyphens, so that two formations could come to the same. */
    private String variable(FormationId id) {
        return "$autodock_" + mark.get() + "_" + Sha256.hex(id.toString()).substring(0, 16);
    }

    private static String block(String head, Stream<String> content) {
        String inner =
                content.map(part -> part.replaceAll("(?m)^(?=.)", "    ")).collect(Collectors.joining());
        return head + " {\n" + inner + "}\n";
    }
}
