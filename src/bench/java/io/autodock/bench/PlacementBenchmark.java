package io.autodock.bench;

import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostServer;
import io.autodock.cluster.HostView;
import io.autodock.formation.BootstrapMode;
import io.autodock.formation.CpuShares;
import io.autodock.formation.FormationId;
import io.autodock.formation.HostnameScheme;
import io.autodock.formation.ImageReference;
import io.autodock.formation.PortMapping;
import io.autodock.formation.Ram;
import io.autodock.formation.Spec;
import io.autodock.placement.ClusterView;
import io.autodock.placement.Placement;
import io.autodock.placement.PlacementRequest;
import io.autodock.placement.Placer;
import io.autodock.placement.PortRange;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How long it takes to rank 1,000 host servers and to place N apps on them, and how that grows with N and with H. One line
 * per size: the median of seven runs after two that warm up, and that median per N log2 H.
 */
public final class PlacementBenchmark {

    private static final int WARM_UP = 2;
    private static final int RUNS = 7;

    private PlacementBenchmark() {}

    public static void main(String[] arguments) {
        System.out.printf(
                "%8s %8s %12s %12s %12s %16s%n", "apps", "hosts", "median ms", "least ms", "most ms", "ns/(N log2 H)");
        for (int apps = 1_250; apps <= 40_000; apps *= 2) {
            measure(apps, 1_000);
        }
        for (int hosts = 125; hosts <= 4_000; hosts *= 2) {
            measure(10_000, hosts);
        }
    }

    private static void measure(int apps, int hosts) {
        ClusterView cluster = cluster(hosts);
        PlacementRequest request = request(apps);
        IntStream.range(0, WARM_UP).forEach(run -> nanoseconds(cluster, request));
        long[] runs = IntStream.range(0, RUNS)
                .mapToLong(run -> nanoseconds(cluster, request))
                .sorted()
                .toArray();
        double size = apps * (Math.log(hosts) / Math.log(2));
        System.out.println(String.format(
                Locale.ROOT,
                "%8d %8d %12.1f %12.1f %12.1f %16.1f",
                apps,
                hosts,
                runs[RUNS / 2] / 1e6,
                runs[0] / 1e6,
                runs[RUNS - 1] / 1e6,
                runs[RUNS / 2] / size));
    }

    private static long nanoseconds(ClusterView cluster, PlacementRequest request) {
        long begin = System.nanoTime();
        Placement placement = Placer.place(cluster, request, PortRange.AUTOMATIC);
        long took = System.nanoTime() - begin;
        if (!(placement instanceof Placement.Placed placed)
                || placed.apps().size() != request.hostnames().size()) {
            throw new IllegalStateException("not all apps were placed: " + placement);
        }
        return took;
    }

    private static ClusterView cluster(int hosts) {
        List<HostView> views = IntStream.rangeClosed(1, hosts)
                .mapToObj(number -> host(String.format(Locale.ROOT, "dldocker%04d", number), number))
                .toList();
        return new ClusterView(views, Map.of());
    }

    private static HostView host(String name, int number) {
        return new HostView(
                new HostServer(name, name, new EngineEndpoint.MutualTls(name, 2376), name, Map.of(), true),
                Optional.of(new HostFacts(number % 7 / 2.0, 8, 1_048_576, "minion")),
                new EngineState.Answers("20.10.24", "1.41"),
                0);
    }

    private static PlacementRequest request(int apps) {
        HostnameScheme scheme = new HostnameScheme("clweb");
        Spec spec = new Spec(
                Math.min(apps, Spec.MOST_APPS),
                ImageReference.parse("sshd:1"),
                CpuShares.DEFAULT,
                Ram.DEFAULT,
                scheme,
                Arrays.asList(PortMapping.parse("8080:80"), PortMapping.parse("53:53/udp")),
                List.of(),
                Optional.empty(),
                BootstrapMode.CRON,
                false);
        return PlacementRequest.first(
                FormationId.of("cholcomb", "owncloud"),
                spec,
                IntStream.rangeClosed(1, apps).mapToObj(scheme::hostname).toList());
    }
}
