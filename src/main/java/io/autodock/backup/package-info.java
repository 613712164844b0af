/** Backups of formations: what is saved, under which names, and which of them stay. */
@NullMarked
package io.autodock.backup;

import org.jspecify.annotations.NullMarked;
