/** Requests in etcd. */
@NullMarked
package io.autodock.request.etcd;

import org.jspecify.annotations.NullMarked;
