/** What the Salt bus says of containers and host servers: it proves nothing, and is a reason to look. */
@NullMarked
package io.autodock.hint;

import org.jspecify.annotations.NullMarked;
