/** What changes in a formation that stands, how each change is made, and what it goes back to. Pure. */
@NullMarked
package io.autodock.edit;

import org.jspecify.annotations.NullMarked;
