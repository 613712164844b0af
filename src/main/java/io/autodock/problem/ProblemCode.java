package io.autodock.problem;

/**
 * What kind of "no" this is: the HTTP status and the command line's exit status that belong to it, and whether the same
 * call may succeed later without being changed.
 */
public enum ProblemCode {
    /** The input is wrong; the caller must change it. */
    INVALID(400, 2, false),
    /** No token, or one that nobody holds. */
    UNAUTHENTICATED(401, 3, false),
    /** The caller is known but may not do this. */
    FORBIDDEN(403, 3, false),
    /** Absent, or somebody else's: the two are told alike. */
    NOT_FOUND(404, 4, false),
    /** Something that exists stands against it. */
    CONFLICT(409, 1, false),
    /** More input than one request may carry. */
    TOO_LARGE(413, 2, false),
    /** Input in a form that is not read: another media type, charset or encoding. */
    UNSUPPORTED(415, 2, false),
    /** An event of the Salt bus that brought no valid token of its own. */
    NOT_BELIEVED(422, 1, false),
    /** Too many requests at once. */
    BUSY(429, 5, true),
    /** A step failed for good: a host, an engine, a container or Salt said no. */
    FAILED(500, 1, false),
    /** Something Autodock needs does not answer now. */
    UNAVAILABLE(503, 5, true);

    private final int httpStatus;
    private final int exitStatus;
    private final boolean retryable;

    ProblemCode(int httpStatus, int exitStatus, boolean retryable) {
        this.httpStatus = httpStatus;
        this.exitStatus = exitStatus;
        this.retryable = retryable;
    }

    /** The HTTP status that answers it. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The exit status of the command line. */
    public int exitStatus() {
        return exitStatus;
    }

    /** Whether the same call, unchanged, may succeed later. */
    public boolean retryable() {
        return retryable;
    }
}
