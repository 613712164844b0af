/** What HTTP callers and result files read: the JSON forms of requests, formations, hosts, plans and tokens. */
@NullMarked
package io.autodock.web.view;

import org.jspecify.annotations.NullMarked;
