package io.autodock.announce;

import java.util.List;

/** Several who tell, told one after the other. */
public record Announcers(List<Announcer> all) implements Announcer {

    public Announcers {
        all = List.copyOf(all);
    }

    @Override
    public void announce(RequestEvent event) {
        all.forEach(announcer -> announcer.announce(event));
    }
}
