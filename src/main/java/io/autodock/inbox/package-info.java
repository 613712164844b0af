/** Dropped files: from {@code inbox/} to {@code accepted/}, and on to {@code done/}, {@code failed/} or {@code rejected/}. */
@NullMarked
package io.autodock.inbox;

import org.jspecify.annotations.NullMarked;
