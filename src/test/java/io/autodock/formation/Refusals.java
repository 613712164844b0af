package io.autodock.formation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import io.autodock.problem.ProblemCode;
import org.junit.jupiter.api.function.Executable;

/** The one problem of an input that is refused. */
final class Refusals {

    private Refusals() {}

    static Problem only(Executable parsing) {
        AutodockException refused = assertThrows(AutodockException.class, parsing);
        assertEquals(ProblemCode.INVALID, refused.code());
        assertEquals(1, refused.problems().size(), refused.sentence());
        return refused.problems().get(0);
    }
}
