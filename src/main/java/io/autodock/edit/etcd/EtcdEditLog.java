package io.autodock.edit.etcd;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.container.PinnedImage;
import io.autodock.edit.Edit;
import io.autodock.edit.EditLog;
import io.autodock.edit.GoodSpec;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.Keys;
import io.autodock.etcd.Transaction;
import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.json.SpecJson;
import io.autodock.json.Json;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.etcd.StoredFormation;
import io.autodock.request.Claim;
import java.util.List;
import java.util.Optional;

/** Edits under way and good specs in etcd, a key of each for a formation. */
public final class EtcdEditLog implements EditLog {

    private final EtcdStore store;

    /** A log in that etcd. */
    public EtcdEditLog(EtcdStore store) {
        this.store = store;
    }

    @Override
    public Optional<Edit> find(FormationId formation) {
        return store.get(Keys.edit(formation)).map(entry -> read(Json.read(entry.value(), ReadEdit.class)));
    }

    private static Edit read(ReadEdit stored) {
        return new Edit(
                stored.request(),
                StoredFormation.read(stored.before().toString()),
                SpecJson.read(stored.spec().toString()),
                stored.image(),
                stored.staying(),
                stored.temporary(),
                stored.leaving(),
                stored.history().stream().map(EtcdEditLog::read).toList());
    }

    private static GoodSpec read(ReadSpec stored) {
        return new GoodSpec(SpecJson.read(stored.spec().toString()), stored.image(), stored.request());
    }

    @Override
    public void keep(Claim claim, Edit edit) {
        String value = Json.write(new WrittenEdit(
                edit.request(),
                StoredFormation.write(edit.before()),
                SpecJson.write(edit.spec()),
                edit.image(),
                edit.staying(),
                edit.temporary(),
                edit.leaving(),
                written(edit.history())));
        commit(claim, Keys.edit(edit.before().id()), value);
    }

    @Override
    public List<GoodSpec> history(FormationId formation) {
        return store.get(Keys.goodSpecs(formation))
                .map(entry -> Json.read(entry.value(), ReadHistory.class).specs().stream()
                        .map(EtcdEditLog::read)
                        .toList())
                .orElse(List.of());
    }

    @Override
    public void keepHistory(Claim claim, FormationId formation, List<GoodSpec> history) {
        commit(claim, Keys.goodSpecs(formation), Json.write(new WrittenHistory(written(history))));
    }

    private static List<WrittenSpec> written(List<GoodSpec> specs) {
        return specs.stream()
                .map(good -> new WrittenSpec(SpecJson.write(good.spec()), good.image(), good.request()))
                .toList();
    }

    private void commit(Claim claim, String key, String value) {
        String claimKey = Keys.claim(claim.request().value());
        if (!store.commit(new Transaction().when(claimKey, claim.revision()).put(key, value))) {
            throw AutodockException.of(
                    ProblemCode.UNAVAILABLE,
                    "request " + claim.request() + " is no longer this instance's to carry out");
        }
    }

    record WrittenEdit(
            String request,
            @JsonRawValue String before,
            @JsonRawValue String spec,
            PinnedImage image,
            List<App> staying,
            int temporary,
            List<App> leaving,
            List<WrittenSpec> history) {}

    record ReadEdit(
            String request,
            JsonNode before,
            JsonNode spec,
            PinnedImage image,
            List<App> staying,
            int temporary,
            List<App> leaving,
            List<ReadSpec> history) {}

    record WrittenSpec(@JsonRawValue String spec, PinnedImage image, String request) {}

    record ReadSpec(JsonNode spec, PinnedImage image, String request) {}

    record WrittenHistory(List<WrittenSpec> specs) {}

    record ReadHistory(List<ReadSpec> specs) {}
}
