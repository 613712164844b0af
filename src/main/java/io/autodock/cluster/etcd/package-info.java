/** Host servers in etcd. */
@NullMarked
package io.autodock.cluster.etcd;

import org.jspecify.annotations.NullMarked;
