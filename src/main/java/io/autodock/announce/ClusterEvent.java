package io.autodock.announce;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * News of the docker cluster, as it is told: {@code autodock/TOPIC} on the Salt bus.
 *
 * @param topic {@code host/NAME/lost}, {@code host/NAME/back} or {@code cluster/doubted}
 * @param data plain values; never a secret
 */
public record ClusterEvent(String topic, Map<String, Object> data) {

    private static final Pattern TOPIC =
            Pattern.compile("host/[A-Za-z0-9][A-Za-z0-9.-]{0,252}/(lost|back)|cluster/doubted");

    public ClusterEvent {
        if (!TOPIC.matcher(topic).matches()) {
            throw new IllegalArgumentException("no news of the cluster: " + topic);
        }
        data = Map.copyOf(data);
    }
}
