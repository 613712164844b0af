package io.autodock.backup.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.formation.BackupPlace;
import io.autodock.formation.FormationName;
import io.autodock.formation.Operation;
import io.autodock.formation.Order;
import io.autodock.formation.Spec;
import io.autodock.formation.json.SpecJson;
import io.autodock.json.Json;
import io.autodock.request.Request;
import java.util.Optional;

/** What a request keeps of its order: the spec, and for a backup or a restore where backups lie. */
public final class BackupText {

    private BackupText() {}

    /** The fields of an order about backups. */
    record Stored(String directory, int keep, Optional<FormationName> as, Optional<JsonNode> spec) {}

    /** The text of an order; equal orders have equal texts. */
    public static String write(Order order) {
        Optional<String> spec = order.spec().map(SpecJson::write);
        return order.backups()
                .map(place -> Json.write(new Stored(
                        place.directory(),
                        place.keep(),
                        place.as(),
                        spec.map(text -> Json.read(text, JsonNode.class)))))
                .orElse(spec.orElse(""));
    }

    /** Where the request's backups lie. */
    public static Optional<BackupPlace> place(Request request) {
        return isOfBackups(request)
                ? Optional.of(stored(request))
                        .map(stored -> new BackupPlace(stored.directory(), stored.keep(), stored.as()))
                : Optional.empty();
    }

    /** What the request is to make. */
    public static Optional<Spec> spec(Request request) {
        if (isOfBackups(request)) {
            return stored(request).spec().map(JsonNode::toString).map(SpecJson::read);
        }
        return request.spec().isEmpty() ? Optional.empty() : Optional.of(SpecJson.read(request.spec()));
    }

    private static boolean isOfBackups(Request request) {
        return request.operation() == Operation.BACKUP || request.operation() == Operation.RESTORE;
    }

    private static Stored stored(Request request) {
        return Json.read(request.spec(), Stored.class);
    }
}
