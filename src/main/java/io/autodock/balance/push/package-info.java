/** Bringing the balancers up to date: many changes at once, each balancer by itself. */
@NullMarked
package io.autodock.balance.push;

import org.jspecify.annotations.NullMarked;
