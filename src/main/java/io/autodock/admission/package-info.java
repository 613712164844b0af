/** What may come in: who asks for what, refused at the door where that can be seen at once. */
@NullMarked
package io.autodock.admission;

import org.jspecify.annotations.NullMarked;
