/** Commands on requests, and the following of one until it has ended. */
@NullMarked
package io.autodock.cli.request;

import org.jspecify.annotations.NullMarked;
