package io.autodock.bootstrap.salt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autodock.bootstrap.BootstrapLimits;
import io.autodock.bootstrap.BootstrapOrder;
import io.autodock.bootstrap.BootstrapOutcome;
import io.autodock.bootstrap.BootstrapOutcome.Bootstrapped;
import io.autodock.bootstrap.BootstrapOutcome.Failed;
import io.autodock.bootstrap.BootstrapSettings;
import io.autodock.bootstrap.ScriptReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges what a bootstrap script came to: its report and the JSON of its highstate, not an exit status alone. */
public final class HighstateVerdict {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NO_STATES = "no_|-states_|-states_|-None";
    private static final int LONGEST_COMMENT = 300;
    private static final int KEY_REJECTED = 77;
    private static final int OUT_OF_TIME = 124;
    private static final int KILLED = 137;

    private final List<String> masters;
    private final BootstrapLimits limits;

    public HighstateVerdict(BootstrapSettings settings) {
        this.masters = settings.masters();
        this.limits = settings.limits();
    }

    /**
     * What became of the app.
     *
     * @param exit the script's exit status; null when the connection was cut or the script was killed
     * @param printed its stdout
     * @param errors its stderr
     */
    public BootstrapOutcome read(
            BootstrapOrder order, @Nullable Integer exit, @Nullable String printed, @Nullable String errors) {
        if (exit == null) {
            return failed(order, "the SSH connection to " + order.where() + " ended before the bootstrap script did");
        }
        Optional<ScriptReport> report = ScriptReport.find(printed == null ? "" : printed);
        return report.map(r -> judge(order, r))
                .orElseGet(() -> withoutReport(order, exit, errors == null ? "" : errors));
    }

    private BootstrapOutcome withoutReport(BootstrapOrder order, int exit, String errors) {
        String last = errors.strip();
        last = last.substring(last.lastIndexOf('\n') + 1);
        return failed(
                order,
                "the bootstrap script on " + order.where() + " ended with status " + exit + ": " + shortened(last));
    }

    private BootstrapOutcome judge(BootstrapOrder order, ScriptReport report) {
        if (report.oomKills() > 0) {
            return failed(
                    order,
                    "the kernel killed " + report.oomKills()
                            + " of its processes for lack of memory during the bootstrap; ask for more memory with -r");
        }
        return switch (report.stage()) {
            case "reachable" -> reachable(order, report);
            case "highstate" -> highstate(order, report);
            case "install" -> failed(order, "Salt could not be installed: " + cause(report));
            default -> failed(order, report.stage() + " could not be started: " + cause(report));
        };
    }

    private BootstrapOutcome reachable(BootstrapOrder order, ScriptReport report) {
        return report.status() == 0
                ? new Bootstrapped(order.hostname(), "reachable over SSH; Salt skipped: no Salt master is configured")
                : failed(order, "root's login works, but it cannot write in the container");
    }

    private BootstrapOutcome highstate(BootstrapOrder order, ScriptReport report) {
        return switch (report.status()) {
            case KEY_REJECTED -> failed(order, "highstate: the Salt master rejected the minion's key");
            case OUT_OF_TIME, KILLED -> failed(order, "highstate: " + outOfTime(report));
            default -> states(order, report);
        };
    }

    private String outOfTime(ScriptReport report) {
        String log = report.log();
        if (log.contains("has cached the public key")) {
            return "the Salt master has not accepted the minion's key";
        }
        if (log.contains("public key did not authenticate") || log.contains("master key has changed")) {
            return "the Salt master does not hold the key that was pinned for it";
        }
        if (log.contains("waiting for a response") || log.contains("Unable to sign_in") || log.contains("DNS lookup")) {
            return "the Salt master " + String.join(", ", masters) + " did not answer within "
                    + limits.highstate().toSeconds() + " s";
        }
        return "not finished within " + limits.highstate().toSeconds() + " s";
    }

    private BootstrapOutcome states(BootstrapOrder order, ScriptReport report) {
        JsonNode result = result(report.output());
        if (result.isArray() && !result.isEmpty()) {
            return failed(order, "highstate: " + shortened(result.get(0).asText()));
        }
        if (result.has(NO_STATES)) {
            return new Bootstrapped(order.hostname(), "highstate: no states for this minion");
        }
        if (!result.isObject() || result.isEmpty()) {
            return failed(order, "highstate: no result, exit status " + report.status() + ": " + cause(report));
        }
        return statesOf(order, result, report.status());
    }

    private BootstrapOutcome statesOf(BootstrapOrder order, JsonNode result, int status) {
        List<JsonNode> inOrder = new ArrayList<>();
        result.forEach(inOrder::add);
        inOrder.sort(Comparator.comparingInt(state -> state.path("__run_num__").asInt()));
        List<JsonNode> untrue = inOrder.stream().filter(s -> !isTrue(s)).toList();
        if (!untrue.isEmpty()) {
            return failed(order, "highstate: " + sentence(untrue));
        }
        return status == 0
                ? new Bootstrapped(
                        order.hostname(), "highstate: " + inOrder.size() + " of " + inOrder.size() + " states true")
                : failed(order, "highstate: every state is true, but salt-call ended with status " + status);
    }

    private static String sentence(List<JsonNode> untrue) {
        JsonNode first = untrue.get(0);
        String id = first.path("__id__").asText(first.path("name").asText());
        String more = untrue.size() == 1 ? "" : " (and " + (untrue.size() - 1) + " more)";
        return "state " + id + " failed: " + shortened(first.path("comment").asText()) + more;
    }

    private static boolean isTrue(JsonNode state) {
        return state.path("result").asBoolean(false);
    }

    /** What Salt says of this minion: {@code salt-call} wraps it in {@code local}, the daemon's returner in {@code return}. */
    private static JsonNode result(String output) {
        try {
            JsonNode whole = JSON.readTree(output);
            return whole.has("local") ? whole.path("local") : whole.path("return");
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static String cause(ScriptReport report) {
        String line = report.lastLogLine();
        return line.isEmpty() ? "exit status " + report.status() : shortened(line);
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > LONGEST_COMMENT ? line.substring(0, LONGEST_COMMENT) + "…" : line;
    }

    private static Failed failed(BootstrapOrder order, String sentence) {
        String start = order.hostname() + ": ";
        return new Failed(order.hostname(), sentence.startsWith(start) ? sentence : start + sentence);
    }
}
