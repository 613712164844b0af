package io.autodock.request;

/** Through which door a request came. */
public enum Trigger {
    FILE,
    HTTP,
    SALT,
    COMMAND_LINE,
    TIMER;

    /** As it stands in JSON. */
    public String lowerCase() {
        return switch (this) {
            case FILE -> "file";
            case HTTP -> "http";
            case SALT -> "salt";
            case COMMAND_LINE -> "command-line";
            case TIMER -> "timer";
        };
    }
}
