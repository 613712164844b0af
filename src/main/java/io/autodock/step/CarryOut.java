package io.autodock.step;

import io.autodock.formation.Operation;
import io.autodock.formation.Spec;
import io.autodock.request.Claim;
import io.autodock.request.Request;
import java.util.Optional;
import java.util.function.BiFunction;

/** Turns a claimed request into the work that the routes carry out. */
public final class CarryOut {

    private final BiFunction<Operation, String, Optional<Spec>> specReader;

    /** @param specReader reads the spec in what a request of an operation keeps */
    public CarryOut(BiFunction<Operation, String, Optional<Spec>> specReader) {
        this.specReader = specReader;
    }

    /** The work of that request, from its beginning or from where it was left. */
    public Work work(Request request, Claim claim) {
        return new Work(request, claim, specReader.apply(request.operation(), request.spec()));
    }
}
