package io.autodock.registry;

import io.autodock.formation.FormationId;
import io.autodock.formation.UserName;
import io.autodock.request.Claim;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Formations as recorded, and the books of what they hold. Every change is made on behalf of a claimed request and is
 * refused (UNAVAILABLE) once the claim is lost.
 */
public interface Registry {

    /** The record of a formation. */
    Optional<FormationRecord> find(FormationId id);

    /** All records, of one user or of everybody, in order of user and name. */
    List<FormationRecord> list(Optional<UserName> user);

    /** What is booked, by host server. */
    Map<String, HostBook> hostBooks();

    /** The books that a decision about hostnames of this group looks at. */
    Books books(String group);

    /**
     * Books what the decision says: the intent (record, names) is written with or before the host books. The decision is
     * made again on fresh books whenever they moved meanwhile, so it must be pure.
     *
     * @return what was written
     */
    BookEntry reserve(Claim claim, String group, Function<Books, BookEntry> decision);

    /**
     * Gives back what the decision says: the record is the last to go, so that a release that is broken off is taken up
     * again from it.
     */
    void release(Claim claim, FormationRecord record, Function<Books, BookEntry> decision);

    /** Gives back what a leftover held on a host server; its name too, unless an app of its formation has it. */
    void clearLeftover(String hostServer, String hostname);

    /** Keeps a formation's record as it is now. */
    void keep(Claim claim, FormationRecord record);

    /** Keeps a formation's record as complete, and publishes {@code /USER/FORMATION} from it, in one write. */
    void publish(Claim claim, FormationRecord record);

    /** The published value of {@code /USER/FORMATION}, as others read it. */
    Optional<String> published(FormationId id);
}
