/** What backups need of Docker Engines: commit, save, load, and the content of volumes. */
@NullMarked
package io.autodock.backup.docker;

import org.jspecify.annotations.NullMarked;
