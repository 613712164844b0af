/** What a request about hosts asks for, as its text. */
@NullMarked
package io.autodock.relocation.json;

import org.jspecify.annotations.NullMarked;
