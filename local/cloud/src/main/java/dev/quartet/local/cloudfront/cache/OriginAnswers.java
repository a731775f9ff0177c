package dev.quartet.local.cloudfront.cache;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.cloudfront.config.OriginException;
import dev.quartet.local.cloudfront.config.OriginResponse;

/** What an origin's answers say, and answers that are passed on without being kept. */
final class OriginAnswers {
    private OriginAnswers() {}

    /** Returns an answer as it comes, not kept. */
    static Answer streamed(ViewerCall call, OriginResponse response, ResultType result) {
        var headers = ViewerHeaders.kept(call.behavior(), response.headers());
        return new Answer(
                response.status(),
                headers,
                new Streamed(response),
                length(response),
                result,
                result.word(),
                Answer.Range.NONE);
    }

    /** Returns the edge's own error page of a failure. */
    static Answer unreachable(ViewerCall call, OriginException failure) {
        int status = failure.kind().status();
        var page = EdgeError.page(status, EdgePages.of(failure.kind()), call.requestId());
        return Answer.of(
                status,
                EdgePages.HEADERS,
                page,
                ResultType.ERROR,
                failure.kind().word());
    }

    /** Returns if it holds several ranges. */
    static boolean multipart(OriginResponse response) {
        var type = response.headers().get("Content-Type");
        return type != null && type.startsWith("multipart/byteranges");
    }

    /** Returns when the origin made the answer, by its Age (RFC 9111, 4.2.3). */
    static long born(Headers headers, long now) {
        var age = headers.get("Age");
        return age != null && age.matches("\\d{1,9}") ? now - 1000 * Long.parseLong(age) : now;
    }

    /** Returns its Content-Length, negative for none. */
    static long length(OriginResponse response) {
        var text = response.headers().get("Content-Length");
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(requireNonNull(text)) : -1;
    }
}
