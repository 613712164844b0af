/** The HTTP door on Camel's platform-http and vert.x: servers, calls read, answers written. */
@NullMarked
package io.autodock.web.vertx;

import org.jspecify.annotations.NullMarked;
