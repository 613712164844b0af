package io.autodock.registry.etcd;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.container.PinnedImage;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.json.SpecJson;
import io.autodock.json.Json;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import java.util.List;

/** A formation record as its etcd value. */
public final class StoredFormation {

    private StoredFormation() {}

    /** The value of a record. */
    public static String write(FormationRecord record) {
        return Json.write(new Written(
                record.id(),
                SpecJson.write(record.spec()),
                record.image(),
                record.generation(),
                record.request(),
                record.state(),
                record.apps()));
    }

    /** The record in a value that {@link #write} made. */
    public static FormationRecord read(String value) {
        Read read = Json.read(value, Read.class);
        return new FormationRecord(
                read.id(),
                SpecJson.read(read.spec().toString()),
                read.image(),
                read.generation(),
                read.request(),
                read.state(),
                read.apps());
    }

    record Written(
            FormationId id,
            @JsonRawValue String spec,
            PinnedImage image,
            int generation,
            String request,
            FormationState state,
            List<App> apps) {}

    record Read(
            FormationId id,
            JsonNode spec,
            PinnedImage image,
            int generation,
            String request,
            FormationState state,
            List<App> apps) {}
}
