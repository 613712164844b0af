/** What has gone wrong in the field, played through the whole service on the lab's hosts. */
@NullMarked
package io.autodock.cases;

import org.jspecify.annotations.NullMarked;
