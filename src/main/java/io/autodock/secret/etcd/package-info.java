/** Users' secrets, kept encrypted in etcd. */
@NullMarked
package io.autodock.secret.etcd;

import org.jspecify.annotations.NullMarked;
