package dev.quartet.local.cloudfront.config;

/**
 * An origin: puts its path, its custom headers and its own signature (OAC) to a request, and asks. It keeps its time-outs
 * (connection 10 s and 3 attempts, response 30 s, where the program says nothing) and never follows redirects. Thread-safe.
 */
public interface Origin {
    /** Returns what {@code Host} is when the viewer's is not forwarded. */
    String domainName();

    /**
     * Asks; returns once the status and the headers are there, the body still streaming. Retries connections alone, never an
     * answer.
     *
     * @throws OriginException when there is no answer, saying which way
     */
    OriginResponse fetch(OriginRequest request) throws OriginException, InterruptedException;
}
