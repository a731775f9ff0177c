package dev.quartet.local.s3;

import dev.quartet.local.core.AwsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request's body written to a file, its lengths and checksums compared with what the client said.
 *
 * @param md5 in hex
 * @param checksums by header name, in Base64
 */
record Upload(Path file, long size, String md5, Map<String, String> checksums) {
    /** One PUT's limit. */
    private static final long MAX_BYTES = 5L * 1024 * 1024 * 1024;

    private static final String CHUNKED = "STREAMING-";
    private static final int BUFFER = 64 * 1024;

    /** Receives the body into {@code file}, which is gone again if anything is wrong with it. */
    static Upload receive(S3Call call, Path file) throws IOException {
        try {
            return new Receiver(call).receive(file);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** What the client said and what arrives. */
    private static final class Receiver {
        private final S3Call call;
        private final Optional<ChunkedBody> chunked;
        private final MessageDigest md5 = Checksum.digest("MD5");
        private final Map<String, Checksum> sums = new LinkedHashMap<>();

        Receiver(S3Call call) {
            this.call = call;
            var hash = call.header("x-amz-content-sha256").orElse("");
            boolean isChunked = hash.startsWith(CHUNKED)
                    || call.header("Content-Encoding")
                            .filter(e -> e.contains("aws-chunked"))
                            .isPresent();
            this.chunked = isChunked
                    ? Optional.of(new ChunkedBody(
                            call.exchange().body(), call.request().chunks(), hash.endsWith("-TRAILER")))
                    : Optional.empty();
            var trailers = List.of(call.header("x-amz-trailer")
                    .orElse("")
                    .toLowerCase(Locale.ROOT)
                    .split("\\s*,\\s*"));
            Checksum.ALL.forEach((name, create) -> {
                if (call.header(name).isPresent() || trailers.contains(name)) {
                    sums.put(name, create.get());
                }
            });
        }

        Upload receive(Path file) throws IOException {
            long size = copy(chunked.<InputStream>map(body -> body).orElseGet(call.exchange()::body), file);
            var declared = call.header(chunked.isPresent() ? "x-amz-decoded-content-length" : "Content-Length");
            if (declared.isPresent() && !declared.get().strip().equals(Long.toString(size))) {
                throw new AwsException(
                        "IncompleteBody",
                        400,
                        "You did not provide the number of bytes specified by the Content-Length HTTP header");
            }
            var digest = md5.digest();
            var contentMd5 = call.header("Content-MD5");
            if (contentMd5.isPresent()
                    && !contentMd5.get().equals(Base64.getEncoder().encodeToString(digest))) {
                throw bad("Content-MD5");
            }
            return new Upload(file, size, HexFormat.of().formatHex(digest), checked());
        }

        private long copy(InputStream in, Path file) throws IOException {
            long size = 0;
            var buffer = new byte[BUFFER];
            try (OutputStream out = Files.newOutputStream(file)) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    size += count;
                    if (size > MAX_BYTES) {
                        throw new AwsException(
                                "EntityTooLarge",
                                400,
                                "Your proposed upload exceeds the maximum allowed size of 5 GiB");
                    }
                    md5.update(buffer, 0, count);
                    for (var sum : sums.values()) {
                        sum.update(buffer, 0, count);
                    }
                    out.write(buffer, 0, count);
                }
            }
            return size;
        }

        private Map<String, String> checked() {
            var result = new LinkedHashMap<String, String>();
            sums.forEach((name, sum) -> {
                var value = sum.value();
                var said = call.header(name)
                        .or(() -> chunked.map(body -> body.trailers().get(name)));
                if (said.isPresent() && !said.get().equals(value)) {
                    throw bad(name);
                }
                result.put(name, value);
            });
            return result;
        }

        private static AwsException bad(String name) {
            return new AwsException(
                    "BadDigest", 400, "The %s you specified did not match the calculated checksum.".formatted(name));
        }
    }
}
