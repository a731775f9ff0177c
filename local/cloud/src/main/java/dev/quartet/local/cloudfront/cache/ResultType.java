package dev.quartet.local.cloudfront.cache;

/** How the edge came by an answer: the words of {@code X-Cache} and of the access log's x-edge-result-type. */
enum ResultType {
    HIT("Hit"),
    REFRESH_HIT("RefreshHit"),
    MISS("Miss"),
    ERROR("Error"),
    FUNCTION_GENERATED("FunctionGeneratedResponse"),
    FUNCTION_EXECUTION_ERROR("FunctionExecutionError"),
    FUNCTION_VALIDATION_ERROR("FunctionValidationError");

    private final String word;
    private final String header;

    ResultType(String word) {
        this.word = word;
        this.header = word + " from cloudfront";
    }

    String word() {
        return word;
    }

    /** Returns the value of {@code X-Cache}. */
    String header() {
        return header;
    }

    /** Returns if the cache served it. */
    boolean hit() {
        return this == HIT || this == REFRESH_HIT;
    }
}
