/** Commands on tokens. */
@NullMarked
package io.autodock.cli.access;

import org.jspecify.annotations.NullMarked;
