/** What clients of the balancers see. */
@NullMarked
package io.autodock.balance.http;

import org.jspecify.annotations.NullMarked;
