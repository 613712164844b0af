/** Backups on this machine's disks. */
@NullMarked
package io.autodock.backup.file;

import org.jspecify.annotations.NullMarked;
