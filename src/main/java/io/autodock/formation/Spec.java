package io.autodock.formation;

import io.autodock.digest.Sha256;
import io.autodock.formation.option.ContainerOptions;
import io.autodock.formation.option.OptionProblems;
import io.autodock.formation.rule.OnHostLoss;
import io.autodock.formation.rule.PlacementRules;
import io.autodock.formation.rule.RestartPolicy;
import io.autodock.formation.rule.Upkeep;
import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What was asked for, believed: every value has been checked. Two requests ask for the same when their {@link #hash()} is
 * the same; an image counts as it was written.
 *
 * @param number how many apps, 1 to 1000
 * @param ports without duplicates: the same mapping twice is one
 * @param volumes without duplicates, each with a container directory of its own
 * @param hostServer the one host server that takes all apps, where the request pins them
 * @param bootstrap how an app becomes a Salt minion
 * @param bootstrapAsked whether the request named the bootstrap itself; then a missing Salt master is a refusal, not a notice
 * @param options how each container runs
 * @param placement where the apps may go
 * @param upkeep what happens when an app or its host server ends
 */
public record Spec(
        int number,
        ImageReference image,
        CpuShares cpuShares,
        Ram ram,
        HostnameScheme hostnameScheme,
        List<PortMapping> ports,
        List<Volume> volumes,
        Optional<String> hostServer,
        BootstrapMode bootstrap,
        boolean bootstrapAsked,
        ContainerOptions options,
        PlacementRules placement,
        Upkeep upkeep) {

    public static final int MOST_APPS = 1000;
    /** More would make the book of a host server too large. */
    public static final int MOST_PORTS = 32;

    public static final int MOST_VOLUMES = 32;

    private static final Pattern HOST_SERVER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

    public Spec {
        if (number < 1 || number > MOST_APPS) {
            throw new IllegalArgumentException("number outside 1 to 1000: " + number);
        }
        ports = List.copyOf(new LinkedHashSet<>(ports));
        volumes = List.copyOf(new LinkedHashSet<>(volumes));
        hostnameScheme.requireRoomFor(number);
        List<Problem> problems = new ArrayList<>();
        problems.addAll(portProblems(ports));
        problems.addAll(volumeProblems(volumes));
        if (bootstrap != BootstrapMode.NONE) {
            problems.addAll(BootstrapDirectories.problems(volumes));
        }
        problems.addAll(OptionProblems.of(options, bootstrap != BootstrapMode.NONE, !ports.isEmpty()));
        if (!problems.isEmpty()) {
            throw AutodockException.invalid(problems);
        }
    }

    /** One whose containers run as their image and engine have it, anywhere, with the default upkeep. */
    public Spec(
            int number,
            ImageReference image,
            CpuShares cpuShares,
            Ram ram,
            HostnameScheme hostnameScheme,
            List<PortMapping> ports,
            List<Volume> volumes,
            Optional<String> hostServer,
            BootstrapMode bootstrap,
            boolean bootstrapAsked) {
        this(
                number,
                image,
                cpuShares,
                ram,
                hostnameScheme,
                ports,
                volumes,
                hostServer,
                bootstrap,
                bootstrapAsked,
                ContainerOptions.NONE,
                PlacementRules.ANYWHERE,
                Upkeep.DEFAULT);
    }

    /** What becomes of an app whose host server is lost: as asked for, else it waits where it has volumes. */
    public OnHostLoss onHostLoss() {
        return upkeep.onHostLoss(!volumes.isEmpty());
    }

    /** What the engine itself is told: an app that may move is never started again by the host that it left. */
    public RestartPolicy engineRestart() {
        return onHostLoss() == OnHostLoss.WAIT ? upkeep.restart() : new RestartPolicy.Never();
    }

    /** How many apps, as users write it. */
    public static int parseNumber(String text) {
        return WholeNumber.between(1, MOST_APPS, text)
                .orElseThrow(() -> AutodockException.invalid("number", text, "1 to " + MOST_APPS));
    }

    /** The name of a host server, as users write it; whether it is a member of the cluster shows at placement. */
    public static String parseHostServer(String text) {
        if (!HOST_SERVER.matcher(text).matches()) {
            throw AutodockException.invalid("host-server", text, "the name of a member of the docker cluster");
        }
        return text;
    }

    /**
     * SHA-256 (hex) over all that was asked for: the same for equal specs, in every process and release. Whether the
     * bootstrap was named or left to the default makes no other spec.
     */
    public String hash() {
        return Sha256.hex("number=" + number + "\nhost-server=" + hostServer.orElse("") + "\n" + containerText()
                + HashText.ofRules(this));
    }

    /**
     * SHA-256 (hex) over what one container is made from. Scaling, pinning and upkeep leave it as it is, so a container's
     * label stays true when only the number of its siblings changes.
     */
    public String containerHash() {
        return Sha256.hex(containerText());
    }

    private String containerText() {
        return "image=" + image.written()
                + "\ncpu-shares=" + cpuShares.value()
                + "\nram=" + ram.megabytes()
                + "\nhostname-scheme=" + hostnameScheme
                + ports.stream().map(port -> "\nport=" + port.written()).collect(Collectors.joining())
                + volumes.stream().map(volume -> "\nvolume=" + volume.written()).collect(Collectors.joining())
                + "\nbootstrap=" + bootstrap.lowerCase() + "\n"
                + HashText.ofOptions(options);
    }

    private static List<Problem> portProblems(List<PortMapping> ports) {
        List<Problem> problems = new ArrayList<>();
        if (ports.size() > MOST_PORTS) {
            problems.add(new Problem("ports", ports.size() + " of them", "at most " + MOST_PORTS));
            return problems;
        }
        for (int later = 1; later < ports.size(); later++) {
            PortMapping port = ports.get(later);
            ports.subList(0, later).stream()
                    .filter(earlier -> bothWantExactly(earlier, port))
                    .map(earlier -> new Problem(
                            "ports", port.written(), "an exact host port once: " + earlier.written() + " asks for it"))
                    .findFirst()
                    .ifPresent(problems::add);
        }
        return problems;
    }

    private static boolean bothWantExactly(PortMapping one, PortMapping other) {
        return one.exact()
                && other.exact()
                && one.hostPort() == other.hostPort()
                && one.protocol() == other.protocol()
                && HostAddress.overlap(one.address(), other.address());
    }

    private static List<Problem> volumeProblems(List<Volume> volumes) {
        List<Problem> problems = new ArrayList<>();
        if (volumes.size() > MOST_VOLUMES) {
            problems.add(new Problem("volumes", volumes.size() + " of them", "at most " + MOST_VOLUMES));
        }
        LinkedHashSet<String> mounted = new LinkedHashSet<>();
        for (Volume volume : volumes) {
            if (!mounted.add(volume.containerDirectory())) {
                problems.add(new Problem(
                        "volumes",
                        volume.written(),
                        "one volume for each CONTAINER_DIR: " + volume.containerDirectory() + " is taken"));
            }
        }
        return problems;
    }
}
