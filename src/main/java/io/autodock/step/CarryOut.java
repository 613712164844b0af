package io.autodock.step;

import io.autodock.formation.BackupPlace;
import io.autodock.formation.Spec;
import io.autodock.request.Claim;
import io.autodock.request.Request;
import java.util.Optional;
import java.util.function.Function;

/** Turns a claimed request into the work that the routes carry out. */
public final class CarryOut {

    private final Function<Request, Optional<Spec>> specReader;
    private final Function<Request, Optional<BackupPlace>> placeReader;

    /**
     * @param specReader reads the spec that a request keeps
     * @param placeReader reads where its backups lie
     */
    public CarryOut(
            Function<Request, Optional<Spec>> specReader, Function<Request, Optional<BackupPlace>> placeReader) {
        this.specReader = specReader;
        this.placeReader = placeReader;
    }

    /** The work of that request, from its beginning or from where it was left. */
    public Work work(Request request, Claim claim) {
        return new Work(request, claim, specReader.apply(request), placeReader.apply(request));
    }
}
