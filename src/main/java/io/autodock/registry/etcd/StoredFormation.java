package io.autodock.registry.etcd;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.container.PinnedImage;
import io.autodock.etcd.Entry;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.json.SpecJson;
import io.autodock.json.Json;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import java.util.List;

/** A formation record as its etcd value. */
final class StoredFormation {

    private StoredFormation() {}

    static String write(FormationRecord record) {
        return Json.write(new Written(
                record.id(),
                SpecJson.write(record.spec()),
                record.image(),
                record.generation(),
                record.request(),
                record.state(),
                record.apps()));
    }

    static FormationRecord read(Entry entry) {
        Read read = Json.read(entry.value(), Read.class);
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
