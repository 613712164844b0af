/** The command line: which words it takes, and what becomes of them. It knows the service by its HTTP door alone. */
@NullMarked
package io.autodock.cli;

import org.jspecify.annotations.NullMarked;
