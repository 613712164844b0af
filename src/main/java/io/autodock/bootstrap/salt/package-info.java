/** Bootstrap's dealings with Salt: the keys on its master, and the verdict of a highstate. */
@NullMarked
package io.autodock.bootstrap.salt;

import org.jspecify.annotations.NullMarked;
