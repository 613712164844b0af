/** The way to the service: where it is, who asks, and what its refusals mean. */
@NullMarked
package io.autodock.cli.http;

import org.jspecify.annotations.NullMarked;
