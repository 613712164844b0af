package io.autodock.health;

import io.autodock.cluster.HostServer;
import io.autodock.formation.App;
import io.autodock.formation.rule.HealthCheck;

/** An app whose container was just made, and which is to be well before it counts. */
public record Newcomer(HostServer host, App app, HealthCheck check) {}
