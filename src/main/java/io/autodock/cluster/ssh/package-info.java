/** Host servers over their own sshd: the way to their engines, with strict host keys. */
@NullMarked
package io.autodock.cluster.ssh;

import org.jspecify.annotations.NullMarked;
