/** Credentials of registries from a file in the form of Docker's own. */
@NullMarked
package io.autodock.credential.file;

import org.jspecify.annotations.NullMarked;
