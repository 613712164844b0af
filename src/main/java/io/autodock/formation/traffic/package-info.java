/** How a formation is served by the balancers, as asked for: checked values. */
@NullMarked
package io.autodock.formation.traffic;

import org.jspecify.annotations.NullMarked;
