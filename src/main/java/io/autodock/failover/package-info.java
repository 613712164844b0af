/** When a host server is taken for dead, what is told of it, and what happens when it comes back. */
@NullMarked
package io.autodock.failover;

import org.jspecify.annotations.NullMarked;
