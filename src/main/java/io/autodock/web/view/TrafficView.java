package io.autodock.web.view;

import io.autodock.balance.Served;
import io.autodock.formation.traffic.CertificateName;
import io.autodock.formation.traffic.ServedUrl;
import io.autodock.formation.traffic.Traffic;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a formation is served, in JSON.
 *
 * @param balancers what each balancer that has been told of it has
 */
public record TrafficView(
        List<String> url,
        OptionalInt balancePort,
        String balance,
        Optional<String> balanceTls,
        List<Served> balancers) {

    /** Empty for a formation that no balancer serves. */
    static Optional<TrafficView> of(Traffic traffic, List<Served> served) {
        return traffic.isServed()
                ? Optional.of(new TrafficView(
                        traffic.urls().stream().map(ServedUrl::written).toList(),
                        traffic.port(),
                        traffic.method().written(),
                        traffic.tls().map(CertificateName::value),
                        served))
                : Optional.empty();
    }
}
