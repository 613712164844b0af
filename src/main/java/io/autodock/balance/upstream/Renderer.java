package io.autodock.balance.upstream;

import io.autodock.balance.CertificatePair;
import io.autodock.formation.FormationId;
import java.util.List;
import java.util.Optional;

/** One kind of balancer's own language. Pure: the same upstream gives the same bytes. */
public interface Renderer {

    /**
     * The files that serve a formation, the one that tells of it first.
     *
     * @param pair there when the upstream is served over TLS
     */
    List<BalancerFile> render(Upstream upstream, Optional<CertificatePair> pair);

    /** The names of all files that a formation may have had; those that it has no more are removed. */
    List<String> names(FormationId id);

    /** Whose file that is, if it is one of this cluster's. */
    Optional<FormationId> owner(String fileName);
}
