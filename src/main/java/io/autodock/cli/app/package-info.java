/** Commands on the apps of a formation: their output, a command in one, what runs where, and what is left of them. */
@NullMarked
package io.autodock.cli.app;

import org.jspecify.annotations.NullMarked;
