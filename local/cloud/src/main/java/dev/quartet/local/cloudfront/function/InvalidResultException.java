package dev.quartet.local.cloudfront.function;

/** What a handler returned is not what CloudFront accepts. */
final class InvalidResultException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidResultException(String message) {
        super(message);
    }
}
