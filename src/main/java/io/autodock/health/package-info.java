/** Whether apps are well: looked at, told, and what is done with one that is not. */
@NullMarked
package io.autodock.health;

import org.jspecify.annotations.NullMarked;
