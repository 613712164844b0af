package io.autodock.web;

import io.autodock.json.Json;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.web.view.ProblemView;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What failed calls are answered: RFC 9457 problem JSON, in one sentence, and never what the inside looks like. */
public final class ProblemAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);
    private static final int DEEPEST_CAUSE = 20;
    private static final String RETRY_SECONDS = "2";

    /**
     * The answer to a call that failed.
     *
     * @param call names the call in the log; told to the caller where the log has more
     */
    public HttpAnswer answer(Throwable failure, String call) {
        Optional<AutodockException> refusal = Stream.iterate(failure, known -> known != null, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .filter(AutodockException.class::isInstance)
                .map(AutodockException.class::cast)
                .findFirst();
        return refusal.map(known -> refused(known, call)).orElseGet(() -> unexpected(failure, call));
    }

    private static HttpAnswer refused(AutodockException refusal, String call) {
        if (refusal.code().httpStatus() >= 500) {
            LOG.warn("Call {} failed: {}", call, refusal.sentence(), refusal);
        } else {
            LOG.debug("Call {} is refused: {}", call, refusal.sentence());
        }
        HttpAnswer answer = problem(ProblemView.of(refusal));
        return switch (refusal.code()) {
            case UNAUTHENTICATED -> answer.with("WWW-Authenticate", "Bearer realm=\"autodock\"");
            case BUSY, UNAVAILABLE -> answer.with("Retry-After", RETRY_SECONDS);
            case INVALID, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE, UNSUPPORTED, NOT_BELIEVED, FAILED -> answer;
        };
    }

    private static HttpAnswer unexpected(Throwable failure, String call) {
        LOG.error("Call {} failed unexpectedly", call, failure);
        return problem(ProblemView.of(AutodockException.of(
                ProblemCode.FAILED, "Autodock failed unexpectedly; its log tells more under " + call)));
    }

    /** A problem as an answer. */
    public static HttpAnswer problem(ProblemView view) {
        return new HttpAnswer(view.status(), Map.of("Content-Type", "application/problem+json"), Json.write(view));
    }
}
