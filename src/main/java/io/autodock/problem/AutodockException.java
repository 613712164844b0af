package io.autodock.problem;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The one exception of Autodock: a code, a sentence for people, and the problems of the input where it was the input. */
public final class AutodockException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final transient List<Problem> problems;

    private AutodockException(ProblemCode code, String sentence, List<Problem> problems, @Nullable Throwable cause) {
        super(sentence, cause);
        this.code = code;
        this.problems = List.copyOf(problems);
    }

    /** The input is wrong in one or more fields; all of them are told at once. */
    public static AutodockException invalid(List<Problem> problems) {
        String sentences = problems.stream().map(Problem::sentence).collect(Collectors.joining("; "));
        return new AutodockException(ProblemCode.INVALID, sentences, problems, null);
    }

    /** The input is wrong in one field. */
    public static AutodockException invalid(String field, String value, String allowed) {
        return invalid(List.of(new Problem(field, value, allowed)));
    }

    /** Any other refusal or failure, in one sentence. */
    public static AutodockException of(ProblemCode code, String sentence) {
        return new AutodockException(code, sentence, List.of(), null);
    }

    /** A refusal of several fields' values for another reason than their grammar; all of them are told at once. */
    public static AutodockException of(ProblemCode code, List<Problem> problems) {
        String sentences = problems.stream().map(Problem::sentence).collect(Collectors.joining("; "));
        return new AutodockException(code, sentences, problems, null);
    }

    /** A refusal of one field's value for another reason than its grammar (forbidden, conflict). */
    public static AutodockException of(ProblemCode code, Problem problem) {
        return new AutodockException(code, problem.sentence(), List.of(problem), null);
    }

    /** A failure that something else caused; the cause stays in the log, the sentence goes to the caller. */
    public static AutodockException caused(ProblemCode code, String sentence, Throwable cause) {
        return new AutodockException(code, sentence, List.of(), cause);
    }

    /** What kind of "no" this is. */
    public ProblemCode code() {
        return code;
    }

    /** The sentence that the caller reads; never null. */
    public String sentence() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }

    /** The problems of the input, field by field; empty where the input was not at fault. */
    public List<Problem> problems() {
        return problems;
    }
}
