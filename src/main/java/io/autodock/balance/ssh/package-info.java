/** Scripts on the balancers, over SSH. */
@NullMarked
package io.autodock.balance.ssh;

import org.jspecify.annotations.NullMarked;
