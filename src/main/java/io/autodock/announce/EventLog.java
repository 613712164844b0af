package io.autodock.announce;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announces in the service's log. */
public final class EventLog implements Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    @Override
    public void announce(RequestEvent event) {
        LOG.info("request {} {} {}", event.request(), event.state(), event.data());
    }
}
