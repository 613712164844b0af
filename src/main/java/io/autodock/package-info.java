/** A trigger becomes running, Salt-managed, load-balanced containers, and says so. */
@NullMarked
package io.autodock;

import org.jspecify.annotations.NullMarked;
