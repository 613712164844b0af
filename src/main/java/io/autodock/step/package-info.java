/** The steps of the story that the routes tell, one class for each file in routes/steps. */
@NullMarked
package io.autodock.step;

import org.jspecify.annotations.NullMarked;
