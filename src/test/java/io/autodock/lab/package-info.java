/** The lab, as integration tests see it. */
@NullMarked
package io.autodock.lab;

import org.jspecify.annotations.NullMarked;
