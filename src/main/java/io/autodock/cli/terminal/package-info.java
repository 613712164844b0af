/** Where the answer is shown: tables, bars and colours on a terminal, plain text elsewhere. */
@NullMarked
package io.autodock.cli.terminal;

import org.jspecify.annotations.NullMarked;
