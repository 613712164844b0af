/** Formations as recorded, and the books of names, ports and memory that belong to them. */
@NullMarked
package io.autodock.registry;

import org.jspecify.annotations.NullMarked;
