/** Edits under way and good specs in etcd. */
@NullMarked
package io.autodock.edit.etcd;

import org.jspecify.annotations.NullMarked;
