package io.autodock.health;

/** What was done lately with apps that were not well; the same for every instance, and forgotten after an hour. */
public interface TreatmentLog {

    /** What was done lately with that app. */
    Treatment.History of(String hostname);

    /** Notes it, before it is done. */
    void note(String hostname, Treatment.History history);
}
