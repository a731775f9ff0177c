package dev.quartet.local.cloudfront.config;

import static java.util.Objects.requireNonNull;

/** An origin that gave no answer. */
public final class OriginException extends Exception {
    private final Kind kind;

    /** Which way it gave none; CloudFront's words for the access log's x-edge-detailed-result-type. */
    public enum Kind {
        /** The name is not known: 502. */
        DNS(502, "OriginDnsError"),
        /** No connection: 502 (a time-out while connecting is 504). */
        CONNECT(502, "OriginConnectError"),
        /** No answer within the response time-out: 504. */
        TIMEOUT(504, "OriginCommError"),
        /** The connection ended before an answer came: 502. */
        CLOSED(502, "OriginCommError"),
        /** What came is no HTTP: 502. */
        PROTOCOL(502, "OriginError"),
        /** The request body was over what the edge takes: 413. */
        TOO_LARGE(413, "Error");

        private final int status;
        private final String word;

        Kind(int status, String word) {
            this.status = status;
            this.word = word;
        }

        /** Returns the status that the viewer gets. */
        public int status() {
            return status;
        }

        /** Returns x-edge-detailed-result-type. */
        public String word() {
            return word;
        }
    }

    /** Creates it with a message that names the origin and what went wrong. */
    public OriginException(Kind kind, String message) {
        super(message);
        this.kind = requireNonNull(kind, "kind is null");
    }

    /** Creates it with the failure behind it. */
    public OriginException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind is null");
    }

    /** Returns which way. */
    public Kind kind() {
        return kind;
    }
}
