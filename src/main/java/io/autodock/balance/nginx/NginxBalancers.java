package io.autodock.balance.nginx;

import io.autodock.balance.Balancer;
import io.autodock.balance.push.BalancerAnswer;
import io.autodock.balance.push.BalancerChange;
import io.autodock.balance.push.BalancerShell;
import io.autodock.balance.push.BalancerShell.Ended;
import io.autodock.balance.push.Balancers;
import io.autodock.balance.push.PageReader;
import io.autodock.balance.upstream.BalancerFile;
import io.autodock.balance.upstream.Member;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** nginx hosts, changed by a script over their shell, and seen to serve through their own front door. */
public final class NginxBalancers implements Balancers {

    private static final Pattern HASH = Pattern.compile("([0-9a-f]{64}) [ *](\\S+)");
    private static final Pattern PLACE = Pattern.compile(" in (/\\S+):[0-9]+$");

    private final BalancerShell shell;
    private final PageReader pages;
    private final Supplier<String> mark;

    /** @param mark tells this cluster's files from those of others */
    public NginxBalancers(BalancerShell shell, PageReader pages, Supplier<String> mark) {
        this.shell = shell;
        this.pages = pages;
        this.mark = mark;
    }

    @Override
    public BalancerAnswer change(Balancer balancer, BalancerChange change) {
        try {
            return answer(balancer, change, shell.run(balancer, NginxScript.change(change)));
        } catch (AutodockException silent) {
            return new BalancerAnswer.Silent(silent.sentence());
        }
    }

    private BalancerAnswer answer(Balancer balancer, BalancerChange change, Ended ended) {
        String told = "balancer " + balancer.name() + ": " + ownLine(ended.output());
        return switch (ended.status()) {
            case NginxScript.SERVED -> seen(balancer, change, ended.output().endsWith("reloaded"));
            case NginxScript.REFUSED -> refusal(told, change);
            case NginxScript.NOT_TAKEN -> new BalancerAnswer.Refuses(told, Optional.empty(), false);
            default -> new BalancerAnswer.Silent(told);
        };
    }

    /** Which file nginx complains of: one of ours, or one that is nobody's here to mend. */
    private static BalancerAnswer refusal(String told, BalancerChange change) {
        Matcher place = PLACE.matcher(told);
        if (!place.find()) {
            return new BalancerAnswer.Refuses(told, Optional.empty(), false);
        }
        String path = place.group(1);
        Optional<String> own = change.files().stream()
                .map(BalancerFile::name)
                .filter(name -> path.equals(NginxRenderer.FOLDER + "/" + name))
                .findFirst();
        return new BalancerAnswer.Refuses(told, own, own.isEmpty());
    }

    /** nginx's own line: the first that tells of an error, with the places that are tested named as those that are served. */
    private static String ownLine(String output) {
        List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .filter(line -> line.contains("[emerg]") || line.contains("[alert]") || line.contains("[crit]"))
                .findFirst()
                .or(() -> lines.stream().findFirst())
                .orElse("it said nothing")
                .replace(NginxRenderer.FOLDER + "/.next/", NginxRenderer.FOLDER + "/")
                .replace("/etc/nginx/autodock-test.conf", "/etc/nginx/nginx.conf")
                .strip();
    }

    private BalancerAnswer seen(Balancer balancer, BalancerChange change, boolean reloaded) {
        return change.files().stream()
                .flatMap(file -> unseen(balancer, file).stream())
                .<BalancerAnswer>map(problem -> problem)
                .findFirst()
                .orElse(new BalancerAnswer.Serves(reloaded));
    }

    private Optional<BalancerAnswer> unseen(Balancer balancer, BalancerFile file) {
        return NginxRenderer.page(file)
                .filter(page -> !pages.read(balancer.address(), page.port(), page.host(), NginxRenderer.PAGE)
                        .strip()
                        .equals(page.told()))
                .map(page -> new BalancerAnswer.Refuses(
                        "balancer " + balancer.name() + " has "
                                + (page.host().isEmpty() ? "port " + page.port() : page.host())
                                + " but does not serve it on port " + page.port()
                                + "; another server of its nginx may have the name, or a firewall the port",
                        Optional.of(file.name()),
                        false));
    }

    @Override
    public Map<String, String> listing(Balancer balancer) {
        Map<String, String> files = new HashMap<>();
        told(balancer, NginxScript.listing(mark.get())).lines().forEach(line -> {
            Matcher matcher = HASH.matcher(line);
            if (matcher.matches()) {
                files.put(matcher.group(2), matcher.group(1));
            }
        });
        return files;
    }

    @Override
    public int connections(Balancer balancer, List<Member> apps) {
        String count = told(balancer, NginxScript.connections(apps)).strip();
        if (!count.matches("[0-9]{1,9}")) {
            throw AutodockException.of(
                    ProblemCode.UNAVAILABLE,
                    "balancer " + balancer.name() + " does not count its connections: " + count);
        }
        return Integer.parseInt(count);
    }

    private String told(Balancer balancer, String script) {
        Ended ended = shell.run(balancer, script);
        if (ended.status() != 0) {
            throw AutodockException.of(
                    ProblemCode.UNAVAILABLE, "balancer " + balancer.name() + ": " + ownLine(ended.output()));
        }
        return ended.output();
    }
}
