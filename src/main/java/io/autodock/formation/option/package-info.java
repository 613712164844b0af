/** How an app's container runs, beyond its limits, ports and volumes: what {@code docker run} calls options. */
@NullMarked
package io.autodock.formation.option;

import org.jspecify.annotations.NullMarked;
