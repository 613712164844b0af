/** An app's container made anew: in its place, or on another host server. What it was comes back when that fails. */
@NullMarked
package io.autodock.replacement;

import org.jspecify.annotations.NullMarked;
