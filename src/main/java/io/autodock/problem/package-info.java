/** What can be wrong, said in one sentence, and what each door answers to it. */
@NullMarked
package io.autodock.problem;

import org.jspecify.annotations.NullMarked;
