/** JSON as Autodock keeps and sends it. */
@NullMarked
package io.autodock.json;

import org.jspecify.annotations.NullMarked;
