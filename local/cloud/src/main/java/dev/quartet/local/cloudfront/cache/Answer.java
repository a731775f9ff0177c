package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.UnaryOperator;

/**
 * What a viewer gets.
 *
 * @param headers without Content-Length
 * @param length of the body, negative when not known
 */
record Answer(int status, Headers headers, Source source, long length, ResultType result, String detail, Range range) {
    /** A body to be written; closed in any case. */
    interface Source extends AutoCloseable {
        /** No body. */
        Source NONE = out -> {};

        void writeTo(OutputStream out) throws IOException, InterruptedException;

        @Override
        default void close() throws IOException {}
    }

    /** Which part of the object a 206 holds; negative for none. */
    record Range(long first, long last) {
        static final Range NONE = new Range(-1, -1);
    }

    static Answer of(int status, Headers headers, byte[] body, ResultType result, String detail) {
        return new Answer(status, headers, out -> out.write(body), body.length, result, detail, Range.NONE);
    }

    Answer withHeaders(UnaryOperator<Headers> change) {
        return new Answer(status, change.apply(headers), source, length, result, detail, range);
    }

    Answer withStatus(int changed, ResultType as) {
        return new Answer(changed, headers, source, length, as, as.word(), range);
    }
}
