/** Making an app's container a working Salt minion: its keys, its script, its verdict. */
@NullMarked
package io.autodock.bootstrap;

import org.jspecify.annotations.NullMarked;
