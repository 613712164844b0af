package io.autodock.replacement;

import io.autodock.cluster.HostView;
import java.util.List;
import java.util.Map;

/**
 * An app that is to live on another host server: placed anew by the same rank and place, under its hostname, with its host
 * ports where they are free there.
 *
 * @param hosts the cluster as it was seen
 * @param avoided host servers that won't do, with the reason as a sentence; the app's own never does
 * @param old what becomes of the container that it leaves behind
 */
public record Move(
        FormationInHand formation, String hostname, List<HostView> hosts, Map<String, String> avoided, Old old) {

    public Move {
        hosts = List.copyOf(hosts);
        avoided = Map.copyOf(avoided);
    }

    /** What becomes of the container that an app leaves behind. */
    public enum Old {
        /** Its host server is lost: nobody can be asked. It is removed when the engine answers again. */
        UNREACHABLE,
        /** It is stopped first, and started again when the move fails. */
        STOPS_BEFORE,
        /** It serves until the new one does, and is removed then. */
        SERVES_UNTIL_THEN
    }
}
