/** Announcements on the event bus of the Salt master. */
@NullMarked
package io.autodock.announce.salt;

import org.jspecify.annotations.NullMarked;
