/** The Docker Engine API: docker-java's client and Camel's docker component over pooled, bounded connections. */
@NullMarked
package io.autodock.container.docker;

import org.jspecify.annotations.NullMarked;
