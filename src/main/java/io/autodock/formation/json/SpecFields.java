package io.autodock.formation.json;

import io.autodock.formation.BootstrapMode;
import io.autodock.formation.CpuShares;
import io.autodock.formation.HostnameScheme;
import io.autodock.formation.ImageReference;
import io.autodock.formation.PortMapping;
import io.autodock.formation.Ram;
import io.autodock.formation.Spec;
import io.autodock.formation.Volume;
import io.autodock.formation.option.ContainerOptions;
import io.autodock.formation.rule.PlacementRules;
import io.autodock.formation.rule.Upkeep;
import java.util.List;
import java.util.Optional;

/** The fields that say what to make, as sent and as kept. */
final class SpecFields {

    private SpecFields() {}

    /** Each field is read, and told when it is wrong, whether or not the others are there. */
    static Optional<Spec> read(FieldReader fields, Optional<ImageReference> image, boolean bootstrapAsked) {
        int number = fields.number(OrderField.NUMBER, Spec::parseNumber).orElse(1);
        CpuShares shares =
                fields.number(OrderField.CPU_SHARES, CpuShares::parse).orElse(CpuShares.DEFAULT);
        Ram ram = fields.number(OrderField.RAM, Ram::parse).orElse(Ram.DEFAULT);
        Optional<HostnameScheme> scheme = fields.text(OrderField.HOSTNAME_SCHEME, HostnameScheme::parse);
        List<PortMapping> ports = fields.list(OrderField.PORTS, Spec.MOST_PORTS, PortMapping::parse);
        List<Volume> volumes = fields.list(OrderField.VOLUMES, Spec.MOST_VOLUMES, Volume::parse);
        Optional<String> host = fields.text(OrderField.HOST_SERVER, Spec::parseHostServer);
        BootstrapMode bootstrap =
                fields.text(OrderField.BOOTSTRAP, BootstrapMode::parse).orElse(BootstrapMode.CRON);
        Optional<ContainerOptions> options = OptionFields.read(fields);
        PlacementRules placement = RuleFields.placement(fields);
        Upkeep upkeep = RuleFields.upkeep(fields);
        return scheme.flatMap(start -> image.flatMap(bytes -> options.flatMap(how -> fields.attempt(() -> new Spec(
                number,
                bytes,
                shares,
                ram,
                start,
                ports,
                volumes,
                host,
                bootstrap,
                bootstrapAsked,
                how,
                placement,
                upkeep)))));
    }
}
