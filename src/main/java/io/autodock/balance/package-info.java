/** The balancers: which there are, whose names are whose, and what each of them has. */
@NullMarked
package io.autodock.balance;

import org.jspecify.annotations.NullMarked;
