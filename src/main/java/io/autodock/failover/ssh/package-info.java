/** Signs of life of a host server's sshd. */
@NullMarked
package io.autodock.failover.ssh;

import org.jspecify.annotations.NullMarked;
