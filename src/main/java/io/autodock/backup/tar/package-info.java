/** Saved images and volumes as tar archives: copied only when they are whole, and without private keys. */
@NullMarked
package io.autodock.backup.tar;

import org.jspecify.annotations.NullMarked;
