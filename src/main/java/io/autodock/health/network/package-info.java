/** Looks at apps over the network, at the ports that they publish. */
@NullMarked
package io.autodock.health.network;

import org.jspecify.annotations.NullMarked;
