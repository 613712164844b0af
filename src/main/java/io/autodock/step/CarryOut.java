package io.autodock.step;

import io.autodock.formation.Spec;
import io.autodock.request.Claim;
import io.autodock.request.Request;
import java.util.Optional;
import java.util.function.Function;

/** Turns a claimed request into the work that the routes carry out. */
public final class CarryOut {

    private final Function<String, Spec> specReader;

    /** @param specReader reads a spec as a request keeps it */
    public CarryOut(Function<String, Spec> specReader) {
        this.specReader = specReader;
    }

    /** The work of that request, from its beginning or from where it was left. */
    public Work work(Request request, Claim claim) {
        Optional<Spec> spec =
                request.spec().isEmpty() ? Optional.empty() : Optional.of(specReader.apply(request.spec()));
        return new Work(request, claim, spec);
    }
}
