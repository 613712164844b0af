/** One accepted trigger: the unit of durability and idempotency. */
@NullMarked
package io.autodock.request;

import org.jspecify.annotations.NullMarked;
