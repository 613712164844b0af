/** The service's JSON as the command line reads and writes it: streamed, so that no data binding slows a start down. */
@NullMarked
package io.autodock.cli.json;

import org.jspecify.annotations.NullMarked;
