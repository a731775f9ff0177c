package dev.quartet.functions.common;

/** Ends the handling of a request with a problem. Carries no stack trace: it says what the caller did, not where. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
