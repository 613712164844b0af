package io.autodock.backup.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.backup.Manifest;
import io.autodock.backup.SavedApp;
import io.autodock.container.PinnedImage;
import io.autodock.formation.FormationId;
import io.autodock.formation.json.SpecJson;
import io.autodock.json.Json;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.time.Instant;
import java.util.List;

/** A backup's manifest as its file has it. */
public final class ManifestJson {

    private static final int FORMAT = 1;

    private ManifestJson() {}

    /** The fields of the file. */
    record Stored(
            int format,
            String autodock,
            FormationId formation,
            Instant made,
            String request,
            PinnedImage image,
            JsonNode spec,
            List<SavedApp> apps) {}

    /** The text of the file. */
    public static String write(Manifest manifest) {
        Stored stored = new Stored(
                FORMAT,
                manifest.version(),
                manifest.formation(),
                manifest.made(),
                manifest.request(),
                manifest.image(),
                Json.read(SpecJson.write(manifest.spec()), JsonNode.class),
                manifest.apps());
        try {
            return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(stored) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest is plain values", e);
        }
    }

    /**
     * The manifest in a file.
     *
     * @param where the backup, for the sentence
     * @throws AutodockException FAILED when it is none, or of a newer form than this
     */
    public static Manifest read(String text, String where) {
        try {
            Stored stored = Json.mapper().readValue(text, Stored.class);
            if (stored.format() != FORMAT) {
                throw AutodockException.of(
                        ProblemCode.FAILED,
                        "backup " + where + " has format " + stored.format() + "; this Autodock reads " + FORMAT);
            }
            return manifest(stored);
        } catch (JsonProcessingException | NullPointerException broken) {
            throw AutodockException.caused(
                    ProblemCode.FAILED, "backup " + where + " has a manifest.json that can't be read", broken);
        }
    }

    private static Manifest manifest(Stored stored) {
        return new Manifest(
                stored.autodock(),
                stored.formation(),
                SpecJson.read(stored.spec().toString()),
                stored.image(),
                stored.made(),
                stored.request(),
                stored.apps());
    }
}
