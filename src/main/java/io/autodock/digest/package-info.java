/** The one digest: short names that any text has, the same in every process and release. */
@NullMarked
package io.autodock.digest;

import org.jspecify.annotations.NullMarked;
