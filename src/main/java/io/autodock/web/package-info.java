/** The HTTP door: who may come in, what each call means, and what it is answered. */
@NullMarked
package io.autodock.web;

import org.jspecify.annotations.NullMarked;
