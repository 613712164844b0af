package io.autodock.edit;

import io.autodock.digest.Sha256;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.FormationRecord;
import java.util.Optional;

/** The tag of what a formation is: another one as soon as its spec or its bytes are others. */
public final class Tag {

    private static final int LENGTH = 16;

    private Tag() {}

    /** The tag, without quotes. */
    public static String of(FormationRecord record) {
        return Sha256.hex(record.spec().hash() + record.image().reference()).substring(0, LENGTH);
    }

    /**
     * Of two edits on the same base one wins, whenever the other comes.
     *
     * @param base what the formation must be like, by its tag; empty for whatever it is like
     * @throws AutodockException CONFLICT when it is like something else
     */
    public static void require(FormationRecord record, Optional<String> base) {
        base.filter(tag -> !tag.equals(of(record))).ifPresent(tag -> {
            throw AutodockException.of(
                    ProblemCode.CONFLICT,
                    "formation " + record.id() + " has changed since: If-Match says \"" + tag + "\", and it is \""
                            + of(record) + "\" by now, by request " + record.request());
        });
    }
}
