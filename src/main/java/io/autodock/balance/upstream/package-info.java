/** What is to be served, rendered from what is recorded: pure. */
@NullMarked
package io.autodock.balance.upstream;

import org.jspecify.annotations.NullMarked;
