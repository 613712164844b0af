/** Tokens that lie in files: the Salt engine's, and the local operator's. */
@NullMarked
package io.autodock.access.file;

import org.jspecify.annotations.NullMarked;
