/** Balancers, names and what was served, in etcd. */
@NullMarked
package io.autodock.balance.etcd;

import org.jspecify.annotations.NullMarked;
