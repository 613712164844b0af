/** Host servers of the docker cluster and what is known of them. */
@NullMarked
package io.autodock.cluster;

import org.jspecify.annotations.NullMarked;
