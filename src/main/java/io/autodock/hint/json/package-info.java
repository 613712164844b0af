/** Hints as events of the Salt bus bring them. */
@NullMarked
package io.autodock.hint.json;

import org.jspecify.annotations.NullMarked;
