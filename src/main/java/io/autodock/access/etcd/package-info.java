/** Tokens in etcd, as hashes. */
@NullMarked
package io.autodock.access.etcd;

import org.jspecify.annotations.NullMarked;
