/** The key that secrets are kept under, in a file of its own. */
@NullMarked
package io.autodock.secret.file;

import org.jspecify.annotations.NullMarked;
