/** nginx: its files, and the script that tests, swaps and reloads. */
@NullMarked
package io.autodock.balance.nginx;

import org.jspecify.annotations.NullMarked;
