/** Which app goes on which host server: feasible, ranked, chosen. Pure. */
@NullMarked
package io.autodock.placement;

import org.jspecify.annotations.NullMarked;
