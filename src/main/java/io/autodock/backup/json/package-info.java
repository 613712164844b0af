/** Backups' manifests as JSON, and what a request keeps about a backup. */
@NullMarked
package io.autodock.backup.json;

import org.jspecify.annotations.NullMarked;
