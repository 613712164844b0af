/** What to run on a host server's engine, and what runs there. */
@NullMarked
package io.autodock.container;

import org.jspecify.annotations.NullMarked;
