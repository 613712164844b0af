/** The one configuration file: its keys, their checks, and what they mean to the service. */
@NullMarked
package io.autodock.configuration;

import org.jspecify.annotations.NullMarked;
