/** The events of Docker Engines. */
@NullMarked
package io.autodock.restart.docker;

import org.jspecify.annotations.NullMarked;
