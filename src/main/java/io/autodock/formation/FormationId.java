package io.autodock.formation;

import java.util.Comparator;

/** A formation as the whole cluster knows it: {@code cholcomb/owncloud}. */
public record FormationId(UserName user, FormationName formation) implements Comparable<FormationId> {

    private static final Comparator<FormationId> ORDER =
            Comparator.comparing(FormationId::user).thenComparing(FormationId::formation);

    /** From two plain names; refused when either breaks its grammar. */
    public static FormationId of(String user, String formation) {
        return new FormationId(new UserName(user), new FormationName(formation));
    }

    @Override
    public int compareTo(FormationId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return user + "/" + formation;
    }
}
