package io.autodock.formation;

import io.autodock.formation.option.Capability;
import io.autodock.formation.option.ContainerOptions;
import io.autodock.formation.option.Device;
import io.autodock.formation.option.EnvironmentVariable;
import io.autodock.formation.option.Label;
import io.autodock.formation.option.Sysctl;
import io.autodock.formation.option.Ulimit;
import io.autodock.formation.rule.HostLabel;
import io.autodock.formation.rule.RestartPolicy;
import io.autodock.formation.rule.Spread;
import io.autodock.formation.rule.Upkeep;
import java.util.List;

/**
 * Options and rules as the text that is hashed: a line for each that was asked for, none for a default, so that a spec
 * without them keeps its hash. Line ends in a value are escaped: no value passes for a line of its own.
 */
final class HashText {

    private final StringBuilder text = new StringBuilder();

    private HashText() {}

    /** What each container is made from. */
    static String ofOptions(ContainerOptions options) {
        HashText lines = new HashText();
        lines.add(
                "env",
                options.env().stream()
                        .map(EnvironmentVariable::written)
                        .sorted()
                        .toList());
        options.command().ifPresent(command -> lines.add("command", command.words()));
        options.user().ifPresent(user -> lines.add("container-user", user.written()));
        options.network().ifPresent(network -> lines.add("network", network.name()));
        lines.add(
                "ulimit",
                options.ulimits().stream().map(Ulimit::written).sorted().toList());
        lines.add(
                "sysctl",
                options.sysctls().stream().map(Sysctl::written).sorted().toList());
        options.logDriver().ifPresent(driver -> lines.add("log-driver", driver.written()));
        options.stopTimeout().ifPresent(seconds -> lines.add("stop-timeout", Integer.toString(seconds)));
        lines.add(
                "label", options.labels().stream().map(Label::written).sorted().toList());
        lines.add(
                "cap-add",
                options.privileges().capabilities().stream()
                        .map(Capability::name)
                        .sorted()
                        .toList());
        lines.add(
                "device",
                options.privileges().devices().stream()
                        .map(Device::written)
                        .sorted()
                        .toList());
        if (options.privileges().privileged()) {
            lines.add("privileged", "true");
        }
        return lines.text.toString();
    }

    /** What Autodock keeps to. */
    static String ofRules(Spec spec) {
        HashText lines = new HashText();
        lines.add(
                "where",
                spec.placement().where().stream()
                        .map(HostLabel::written)
                        .sorted()
                        .toList());
        spec.placement().maxPerHost().ifPresent(most -> lines.add("max-per-host", Integer.toString(most)));
        if (!spec.placement().spread().equals(Spread.DEFAULT)) {
            lines.add("spread", spec.placement().spread().written());
        }
        if (!spec.upkeep().restart().equals(RestartPolicy.DEFAULT)) {
            lines.add("restart", spec.upkeep().restart().written());
        }
        if (spec.onHostLoss() != Upkeep.byDefault(!spec.volumes().isEmpty())) {
            lines.add("on-host-loss", spec.onHostLoss().written());
        }
        return lines.text.toString();
    }

    private void add(String field, List<String> values) {
        values.forEach(value -> add(field, value));
    }

    private void add(String field, String value) {
        text.append(field)
                .append('=')
                .append(value.replace("\\", "\\\\").replace("\n", "\\n"))
                .append('\n');
    }
}
