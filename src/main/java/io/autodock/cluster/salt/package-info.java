/** What the Salt minions of the host servers tell about them. */
@NullMarked
package io.autodock.cluster.salt;

import org.jspecify.annotations.NullMarked;
