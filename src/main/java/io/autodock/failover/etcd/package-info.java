/** Losses of host servers, and the signs they have ever shown, in etcd. */
@NullMarked
package io.autodock.failover.etcd;

import org.jspecify.annotations.NullMarked;
