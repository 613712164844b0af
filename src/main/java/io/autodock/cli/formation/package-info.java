/** Commands on formations. */
@NullMarked
package io.autodock.cli.formation;

import org.jspecify.annotations.NullMarked;
