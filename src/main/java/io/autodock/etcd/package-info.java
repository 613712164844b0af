/** etcd: reads, listings and transactions with time limits, leases, and the private child process. */
@NullMarked
package io.autodock.etcd;

import org.jspecify.annotations.NullMarked;
