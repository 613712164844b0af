/** What a request would do, and why. */
@NullMarked
package io.autodock.plan;

import org.jspecify.annotations.NullMarked;
