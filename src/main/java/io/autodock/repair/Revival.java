package io.autodock.repair;

import io.autodock.cluster.HostServer;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.Spec;
import io.autodock.verify.Repair;

/**
 * An app's container that is to be brought to life again as it is.
 *
 * @param app as recorded
 */
public record Revival(HostServer host, FormationId formation, App app, Spec spec, String containerId, Repair.Way way) {}
