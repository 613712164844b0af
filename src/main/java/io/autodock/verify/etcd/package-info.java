/** The turn of verifications in etcd. */
@NullMarked
package io.autodock.verify.etcd;

import org.jspecify.annotations.NullMarked;
