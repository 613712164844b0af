/** What is told to whom. */
@NullMarked
package io.autodock.announce;

import org.jspecify.annotations.NullMarked;
