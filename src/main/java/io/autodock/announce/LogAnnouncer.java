package io.autodock.announce;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of requests in the service's log. */
public final class LogAnnouncer implements Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(LogAnnouncer.class);

    @Override
    public void announce(RequestEvent event) {
        LOG.info("Request {} is {}: {}", event.request(), event.state(), event.data());
    }
}
