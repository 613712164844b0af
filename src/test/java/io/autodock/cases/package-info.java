/** Cases from the field, through the doors of the running service. */
@NullMarked
package io.autodock.cases;

import org.jspecify.annotations.NullMarked;
