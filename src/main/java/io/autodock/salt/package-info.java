/** The client of salt-api, Salt's REST interface; the packages named {@code salt} below the nouns use it. */
@NullMarked
package io.autodock.salt;

import org.jspecify.annotations.NullMarked;
