/** What verify found, mended: under the lock of each formation, and judged again under it. */
@NullMarked
package io.autodock.repair;

import org.jspecify.annotations.NullMarked;
