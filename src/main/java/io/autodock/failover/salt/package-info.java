/** What a host server's own minion has to say. */
@NullMarked
package io.autodock.failover.salt;

import org.jspecify.annotations.NullMarked;
