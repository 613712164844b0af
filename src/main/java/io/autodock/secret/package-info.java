/** Values that are never printed, logged, told or kept in clear. */
@NullMarked
package io.autodock.secret;

import org.jspecify.annotations.NullMarked;
