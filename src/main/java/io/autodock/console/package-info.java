/** What is looked at and done inside an app's container: its output, a command in it. */
@NullMarked
package io.autodock.console;

import org.jspecify.annotations.NullMarked;
