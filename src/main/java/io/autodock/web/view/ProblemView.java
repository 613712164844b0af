package io.autodock.web.view;

import io.autodock.problem.AutodockException;
import io.autodock.problem.Problem;
import io.autodock.problem.ProblemCode;
import java.util.List;
import java.util.Locale;

/**
 * One problem in JSON (RFC 9457).
 *
 * @param detail the sentence
 * @param code the kind of "no", from which the command line takes its exit status
 * @param problems of the input, field by field
 */
public record ProblemView(String type, String title, int status, String detail, String code, List<Problem> problems) {

    private static final String NO_PAGE = "about:blank";

    /** How a refusal is shown. */
    public static ProblemView of(AutodockException refusal) {
        return new ProblemView(
                NO_PAGE,
                title(refusal.code().httpStatus()),
                refusal.code().httpStatus(),
                refusal.sentence(),
                code(refusal.code()),
                refusal.problems());
    }

    /** How a refusal is shown that the server makes before any route is reached. */
    public static ProblemView of(int status, String sentence) {
        ProblemCode code =
                switch (status) {
                    case 404 -> ProblemCode.NOT_FOUND;
                    case 413 -> ProblemCode.TOO_LARGE;
                    case 415 -> ProblemCode.UNSUPPORTED;
                    case 503 -> ProblemCode.UNAVAILABLE;
                    default -> status >= 500 ? ProblemCode.FAILED : ProblemCode.INVALID;
                };
        return new ProblemView(NO_PAGE, title(status), status, sentence, code(code), List.of());
    }

    /** A kind of failure as it stands in JSON. */
    static String code(ProblemCode code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason phrase that belongs to a status. */
    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            default -> status < 500 ? "Request Refused" : "Internal Server Error";
        };
    }
}
