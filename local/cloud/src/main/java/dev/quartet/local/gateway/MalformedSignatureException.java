package dev.quartet.local.gateway;

/** A request that claims to be signed but does not say how. */
final class MalformedSignatureException extends Exception {
    MalformedSignatureException(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
