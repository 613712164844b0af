/** Moving apps from one host server to another: what is to move, in which order, and what becomes of it. */
@NullMarked
package io.autodock.relocation;

import org.jspecify.annotations.NullMarked;
