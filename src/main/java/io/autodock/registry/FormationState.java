package io.autodock.registry;

/** What is going on with a recorded formation. */
public enum FormationState {
    /** The request that creates it is under way. */
    CREATING,
    /** It is whole. */
    COMPLETE,
    /** The request that deletes it is under way. */
    DELETING;

    /** As it stands in JSON. */
    public String lowerCase() {
        return switch (this) {
            case CREATING -> "creating";
            case COMPLETE -> "complete";
            case DELETING -> "deleting";
        };
    }
}
