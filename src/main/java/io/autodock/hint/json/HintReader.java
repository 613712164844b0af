package io.autodock.hint.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.formation.FormationId;
import io.autodock.hint.Hint;
import io.autodock.problem.AutodockException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hints in events: what a Docker Engine says of a container, and what the Salt master says of minions. */
public final class HintReader {

    private static final String CONTAINER_ENDED = "autodock/container/die";
    private static final String PRESENCE = "salt/presence/change";
    private static final Pattern MINION_START = Pattern.compile("salt/minion/(?<minion>[^/]{1,255})/start");
    private static final int MOST_MINIONS = 10_000;

    private HintReader() {}

    /** Whether events with that tag are hints: they need no token, and bring about a look and no more. */
    public static boolean isHint(String tag) {
        return tag.equals(CONTAINER_ENDED)
                || tag.equals(PRESENCE)
                || MINION_START.matcher(tag).matches();
    }

    /** The hint in an event; empty where it is about nothing of ours. */
    public static Optional<Hint> read(String tag, JsonNode data) {
        Matcher start = MINION_START.matcher(tag);
        if (start.matches()) {
            return Optional.of(new Hint.MinionsCame(Set.of(start.group("minion"))));
        }
        return tag.equals(PRESENCE) ? presence(data) : ended(data);
    }

    /** Of a change that names both, the lost ones: who came says so itself when it starts. */
    private static Optional<Hint> presence(JsonNode data) {
        Set<String> lost = texts(data.path("lost"));
        Set<String> came = texts(data.path("new"));
        if (lost.isEmpty()) {
            return came.isEmpty() ? Optional.empty() : Optional.of(new Hint.MinionsCame(came));
        }
        return Optional.of(new Hint.MinionsLost(lost));
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        for (JsonNode item : list) {
            if (item.isTextual() && texts.size() < MOST_MINIONS) {
                texts.add(item.textValue());
            }
        }
        return texts;
    }

    private static Optional<Hint> ended(JsonNode data) {
        JsonNode labels = data.path("Actor").path("Attributes");
        try {
            return Optional.of(new Hint.AppEnded(FormationId.of(
                    labels.path("io.autodock.user").asText(),
                    labels.path("io.autodock.formation").asText())));
        } catch (AutodockException strangers) {
            return Optional.empty();
        }
    }
}
