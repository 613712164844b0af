package io.autodock.placement;

import io.autodock.formation.Protocol;

/** A host port in one protocol's space. */
public record HeldPort(Protocol protocol, int hostPort) {}
