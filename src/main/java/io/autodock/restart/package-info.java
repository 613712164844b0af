/** Apps that end are started again, as their policies say: Autodock follows the engines' events. */
@NullMarked
package io.autodock.restart;

import org.jspecify.annotations.NullMarked;
