/** The words of the job: users, formations, their specs and apps. Pure. */
@NullMarked
package io.autodock.formation;

import org.jspecify.annotations.NullMarked;
