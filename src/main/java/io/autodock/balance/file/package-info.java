/** Certificates in the operator's folder. */
@NullMarked
package io.autodock.balance.file;

import org.jspecify.annotations.NullMarked;
