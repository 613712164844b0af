/** Formations and books in etcd. */
@NullMarked
package io.autodock.registry.etcd;

import org.jspecify.annotations.NullMarked;
