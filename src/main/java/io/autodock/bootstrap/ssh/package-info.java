/** The way into a container by SSH: keys of both sides, logins, and why one failed. */
@NullMarked
package io.autodock.bootstrap.ssh;

import org.jspecify.annotations.NullMarked;
