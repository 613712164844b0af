package io.autodock.registry.etcd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autodock.formation.App;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Spec;
import io.autodock.formation.Volume;
import io.autodock.json.Json;
import io.autodock.registry.FormationRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The value of {@code /USER/FORMATION} in the original's form: a JSON list of apps with {@code hostname}, {@code
 * cpu-shares}, {@code ram} (megabytes), {@code port}, {@code host-server} and {@code mounts}, and more keys of ours beside
 * them. Keys that others added to an app survive a rewrite.
 */
final class PublishedApps {

    private PublishedApps() {}

    /** The value to write, given the one that stands there. */
    static String render(FormationRecord record, Optional<String> standing) {
        Map<String, ObjectNode> known = byHostname(standing);
        ArrayNode apps = Json.mapper().createArrayNode();
        for (App app : record.apps()) {
            ObjectNode node = known.getOrDefault(app.hostname(), Json.mapper().createObjectNode());
            fill(node, app, record);
            apps.add(node);
        }
        return apps.toString();
    }

    private static void fill(ObjectNode node, App app, FormationRecord record) {
        Spec spec = record.spec();
        node.put("hostname", app.hostname());
        node.put("cpu-shares", spec.cpuShares().value());
        node.put("ram", spec.ram().megabytes());
        node.put("port", app.port());
        node.put("host-server", app.hostServer());
        node.set("mounts", strings(spec.volumes().stream().map(Volume::written).toList()));
        node.put("container-id", app.containerId());
        app.sshPort().ifPresentOrElse(port -> node.put("ssh-port", port), () -> node.remove("ssh-port"));
        node.set(
                "ports",
                strings(app.ports().stream().map(PublishedPort::toString).toList()));
        node.put("image", spec.image().written());
        node.put("digest", record.image().reference());
        node.put("state", app.state().lowerCase());
    }

    private static ArrayNode strings(List<String> values) {
        ArrayNode list = Json.mapper().createArrayNode();
        values.forEach(list::add);
        return list;
    }

    private static Map<String, ObjectNode> byHostname(Optional<String> standing) {
        Map<String, ObjectNode> apps = new HashMap<>();
        for (JsonNode app : standing.map(PublishedApps::parsed)
                .orElseGet(() -> Json.mapper().createArrayNode())) {
            if (app instanceof ObjectNode object && object.path("hostname").isTextual()) {
                apps.put(object.path("hostname").asText(), object);
            }
        }
        return apps;
    }

    /** What somebody else broke is written over: the truth is the record. */
    private static JsonNode parsed(String standing) {
        try {
            return Json.mapper().readTree(standing);
        } catch (JsonProcessingException e) {
            return Json.mapper().createArrayNode();
        }
    }
}
