/** What was done with apps that were not well, kept in etcd. */
@NullMarked
package io.autodock.health.etcd;

import org.jspecify.annotations.NullMarked;
