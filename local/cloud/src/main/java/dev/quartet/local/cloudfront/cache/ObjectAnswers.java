package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Makes answers of what is kept: conditions, ranges, Age. */
final class ObjectAnswers {
    private final Clock clock;

    ObjectAnswers(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns the answer to {@code call}; takes over the caller's hold on the object's body.
     *
     * @param ranges if a Range is to be answered; else the whole is
     */
    Answer of(ViewerCall call, StoredObject object, ResultType result, boolean ranges) {
        boolean handedOver = false;
        try {
            var answer = make(call, object, result, ranges);
            handedOver = answer.source() != Answer.Source.NONE;
            return answer;
        } finally {
            if (!handedOver) {
                object.body().release();
            }
        }
    }

    private Answer make(ViewerCall call, StoredObject object, ResultType result, boolean ranges) {
        var stored = object.state().headers();
        var headers =
                result == ResultType.MISS ? stored : stored.with("Age", String.valueOf(object.age(clock.millis())));
        if (object.status() == 200) {
            int conditional = Conditions.outcome(call.request().headers(), stored);
            if (conditional == 304) {
                var reduced = headers.without("Content-Type")
                        .without("Content-Encoding")
                        .without("Content-Language");
                return plain(304, reduced, result, object.length());
            }
            if (conditional == 412) {
                return plain(412, headers.without("Content-Encoding"), ResultType.ERROR, 0);
            }
            if (ranges && call.method().equals("GET") && object.length() >= 0) {
                var partial = partial(call, object, headers, result);
                if (partial != null) {
                    return partial;
                }
            }
        }
        var type = object.status() >= 400 ? ResultType.ERROR : result;
        var source = call.head() ? Answer.Source.NONE : new Slice(object.body(), 0, Long.MAX_VALUE);
        return new Answer(object.status(), headers, source, object.length(), type, type.word(), Answer.Range.NONE);
    }

    private static Answer plain(int status, Headers headers, ResultType result, long length) {
        return new Answer(status, headers, Answer.Source.NONE, length, result, result.word(), Answer.Range.NONE);
    }

    private static @Nullable Answer partial(ViewerCall call, StoredObject object, Headers headers, ResultType result) {
        long length = object.length();
        if (!Conditions.rangeCounts(call.request().headers(), object.state().headers())) {
            return null;
        }
        var ranges = ByteRanges.parse(call.request().headers().joined("Range"), length);
        if (ranges == null) {
            return null;
        }
        if (ranges.isEmpty()) {
            return plain(
                    416,
                    headers.without("Content-Encoding")
                            .without("Content-Type")
                            .with("Content-Range", "bytes */" + length),
                    ResultType.ERROR,
                    0);
        }
        var range = ranges.getFirst();
        if (ranges.size() == 1) {
            return new Answer(
                    206,
                    headers.with("Content-Range", contentRange(range, length)),
                    new Slice(object.body(), range.first(), range.length()),
                    range.length(),
                    result,
                    result.word(),
                    new Answer.Range(range.first(), range.last()));
        }
        return multipart(object, headers, ranges, result);
    }

    private static Answer multipart(
            StoredObject object, Headers headers, List<ByteRanges.Range> ranges, ResultType result) {
        var boundary =
                "CloudFront:" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        var type = headers.get("Content-Type");
        var heads = new ArrayList<byte[]>(ranges.size());
        long total = 0;
        for (var range : ranges) {
            var head = "\r\n--" + boundary + "\r\n" + (type == null ? "" : "Content-Type: " + type + "\r\n")
                    + "Content-Range: " + contentRange(range, object.length()) + "\r\n\r\n";
            heads.add(head.getBytes(StandardCharsets.ISO_8859_1));
            total += head.length() + range.length();
        }
        var end = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.ISO_8859_1);
        var source = new Answer.Source() {
            @Override
            public void writeTo(OutputStream out) throws IOException, InterruptedException {
                for (int i = 0; i < heads.size(); i++) {
                    out.write(heads.get(i));
                    var range = ranges.get(i);
                    new Slice(object.body(), range.first(), range.length()).writeTo(out);
                }
                out.write(end);
            }

            @Override
            public void close() {
                object.body().release();
            }
        };
        return new Answer(
                206,
                headers.with("Content-Type", "multipart/byteranges; boundary=\"" + boundary + "\""),
                source,
                total + end.length,
                result,
                result.word(),
                new Answer.Range(ranges.getFirst().first(), ranges.getLast().last()));
    }

    private static String contentRange(ByteRanges.Range range, long length) {
        return "bytes " + range.first() + "-" + range.last() + "/" + length;
    }

    /** Part of a body, which may still be growing. */
    private record Slice(Body body, long from, long count) implements Answer.Source {
        private static final int COPIED = 16 * 1024;

        @Override
        public void writeTo(OutputStream out) throws IOException, InterruptedException {
            long at = from;
            long end = count == Long.MAX_VALUE ? count : from + count;
            byte @Nullable [] copy = null;
            while (at < end && body.awaitBeyond(at) >= 0) {
                var bytes = body.read(at, end - at);
                at += bytes.remaining();
                if (bytes.hasArray()) {
                    out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
                    continue;
                }
                copy = copy == null ? new byte[COPIED] : copy;
                while (bytes.hasRemaining()) {
                    int step = Math.min(copy.length, bytes.remaining());
                    bytes.get(copy, 0, step);
                    out.write(copy, 0, step);
                }
            }
        }

        @Override
        public void close() {
            body.release();
        }
    }
}
