/** Commands on the docker cluster. */
@NullMarked
package io.autodock.cli.cluster;

import org.jspecify.annotations.NullMarked;
