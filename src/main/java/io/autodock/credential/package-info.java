/** What registries of images are shown when they ask who pulls, and how a registry that refuses is spared. */
@NullMarked
package io.autodock.credential;

import org.jspecify.annotations.NullMarked;
