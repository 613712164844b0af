/** Orders and specs as JSON: strict on the way in, one spelling on the way out. */
@NullMarked
package io.autodock.formation.json;

import org.jspecify.annotations.NullMarked;
