/** What differs between etcd and the host servers. Pure. */
@NullMarked
package io.autodock.verify;

import org.jspecify.annotations.NullMarked;
