/** What may be cleared away on the host servers: images that nothing needs any more, and containers of ours that nobody has. */
@NullMarked
package io.autodock.prune;

import org.jspecify.annotations.NullMarked;
