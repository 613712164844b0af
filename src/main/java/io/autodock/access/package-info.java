/** Who comes in: tokens, roles and whose formations they may see. */
@NullMarked
package io.autodock.access;

import org.jspecify.annotations.NullMarked;
