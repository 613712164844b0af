package io.autodock.formation.json;

import io.autodock.formation.WholeNumber;
import io.autodock.formation.option.Capability;
import io.autodock.formation.option.Command;
import io.autodock.formation.option.ContainerOptions;
import io.autodock.formation.option.ContainerUser;
import io.autodock.formation.option.Device;
import io.autodock.formation.option.EnvironmentVariable;
import io.autodock.formation.option.Label;
import io.autodock.formation.option.LogDriver;
import io.autodock.formation.option.Network;
import io.autodock.formation.option.Privileges;
import io.autodock.formation.option.Sysctl;
import io.autodock.formation.option.Ulimit;
import io.autodock.problem.AutodockException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The fields that say how a container runs. */
final class OptionFields {

    private static final int MOST = ContainerOptions.MOST_OTHERS;

    private OptionFields() {}

    static Optional<ContainerOptions> read(FieldReader fields) {
        List<EnvironmentVariable> env =
                fields.pairs(OrderField.ENV, ContainerOptions.MOST_VARIABLES, EnvironmentVariable::parse);
        Optional<Command> command = fields.words(OrderField.COMMAND, Command::parse, Command::new);
        Optional<ContainerUser> user = fields.number(OrderField.CONTAINER_USER, ContainerUser::parse);
        Optional<Network> network = fields.text(OrderField.NETWORK, Network::parse);
        List<Ulimit> ulimits = fields.pairs(OrderField.ULIMITS, MOST, Ulimit::parse);
        List<Sysctl> sysctls = fields.pairs(OrderField.SYSCTLS, MOST, Sysctl::parse);
        Optional<LogDriver> driver = fields.text(OrderField.LOG_DRIVER, LogDriver::parse);
        OptionalInt stop = fields.number(OrderField.STOP_TIMEOUT, OptionFields::stopTimeout)
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
        List<Label> labels = fields.pairs(OrderField.LABELS, MOST, Label::parse);
        Privileges privileges = privileges(fields);
        return fields.attempt(() ->
                new ContainerOptions(env, command, user, network, ulimits, sysctls, driver, stop, labels, privileges));
    }

    private static Privileges privileges(FieldReader fields) {
        return new Privileges(
                fields.list(OrderField.CAP_ADD, MOST, Capability::parse),
                fields.list(OrderField.DEVICES, MOST, Device::parse),
                fields.number(OrderField.PRIVILEGED, OptionFields::flag).orElse(false));
    }

    private static int stopTimeout(String text) {
        return WholeNumber.between(0, ContainerOptions.LONGEST_STOP, text)
                .orElseThrow(() -> AutodockException.invalid(
                        "stop-timeout", text, "whole seconds, 0 to " + ContainerOptions.LONGEST_STOP));
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw AutodockException.invalid("privileged", text, "true or false");
        };
    }

    static void write(FieldWriter json, ContainerOptions options) throws IOException {
        json.list(OrderField.ENV, options.env(), EnvironmentVariable::written);
        json.list(OrderField.COMMAND, options.command().map(Command::words).orElse(List.of()), word -> word);
        json.text(OrderField.CONTAINER_USER, options.user().map(ContainerUser::written));
        json.text(OrderField.NETWORK, options.network().map(Network::name));
        json.list(OrderField.ULIMITS, options.ulimits(), Ulimit::written);
        json.list(OrderField.SYSCTLS, options.sysctls(), Sysctl::written);
        json.text(OrderField.LOG_DRIVER, options.logDriver().map(LogDriver::written));
        json.number(OrderField.STOP_TIMEOUT, options.stopTimeout());
        json.list(OrderField.LABELS, options.labels(), Label::written);
        json.list(OrderField.CAP_ADD, options.privileges().capabilities(), Capability::name);
        json.list(OrderField.DEVICES, options.privileges().devices(), Device::written);
        json.flag(OrderField.PRIVILEGED, options.privileges().privileged());
    }
}
