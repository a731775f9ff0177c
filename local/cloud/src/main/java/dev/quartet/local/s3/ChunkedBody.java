package dev.quartet.local.s3;

import dev.quartet.local.aws.ChunkSignatures;
import dev.quartet.local.aws.SigV4;
import dev.quartet.local.core.AwsException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the {@code aws-chunked} form off a body, chunk by chunk, each signature checked where there are any; trailers come
 * last. See <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">S3</a>. Not thread-safe.
 */
final class ChunkedBody extends InputStream {
    private static final int MAX_CHUNK = 32 * 1024 * 1024;
    private static final int MAX_LINE = 8 * 1024;
    private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature";

    private final InputStream in;
    private final Optional<ChunkSignatures> signatures;
    private final boolean hasTrailer;
    private final Map<String, String> trailers = new LinkedHashMap<>();
    private byte[] chunk = new byte[0];
    private int position;
    private boolean ended;

    ChunkedBody(InputStream in, Optional<ChunkSignatures> signatures, boolean hasTrailer) {
        this.in = in;
        this.signatures = signatures;
        this.hasTrailer = hasTrailer;
    }

    /** Returns the trailing headers, names in lower case; only after the end. */
    Map<String, String> trailers() {
        return trailers;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (position == chunk.length && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int count = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, buffer, offset, count);
        position += count;
        return count;
    }

    private void nextChunk() throws IOException {
        var header = line();
        int semicolon = header.indexOf(';');
        int size = size(semicolon < 0 ? header : header.substring(0, semicolon));
        chunk = in.readNBytes(size);
        position = 0;
        if (chunk.length < size) {
            throw incomplete();
        }
        checkChunk(header);
        if (size > 0) {
            if (!line().isEmpty()) {
                throw incomplete();
            }
            return;
        }
        ended = true;
        readTrailers();
    }

    private void checkChunk(String header) {
        if (signatures.isPresent()) {
            var mark = ";chunk-signature=";
            int at = header.indexOf(mark);
            if (at < 0 || !signatures.get().acceptsChunk(SigV4.hash(chunk), header.substring(at + mark.length()))) {
                throw mismatch();
            }
        }
    }

    private void readTrailers() throws IOException {
        var signed = new StringBuilder();
        var signature = "";
        for (var line = lineOrEnd(); !line.isEmpty(); line = lineOrEnd()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw incomplete();
            }
            var name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            var value = line.substring(colon + 1).strip();
            if (name.equals(TRAILER_SIGNATURE)) {
                signature = value;
            } else {
                trailers.put(name, value);
                signed.append(name).append(':').append(value).append('\n');
            }
        }
        if (hasTrailer
                && signatures.isPresent()
                && !signatures.get().acceptsTrailer(SigV4.hash(signed.toString()), signature)) {
            throw mismatch();
        }
    }

    private String line() throws IOException {
        var line = lineOrNull();
        if (line == null) {
            throw incomplete();
        }
        return line;
    }

    private String lineOrEnd() throws IOException {
        var line = lineOrNull();
        return line == null ? "" : line;
    }

    private @org.jspecify.annotations.Nullable String lineOrNull() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return line.isEmpty() ? null : line.toString();
            }
            if (line.length() >= MAX_LINE) {
                throw new EOFException("a line of an aws-chunked body is over " + MAX_LINE + " bytes");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static int size(String hex) {
        try {
            int size = Integer.parseInt(hex.strip(), 16);
            if (size >= 0 && size <= MAX_CHUNK) {
                return size;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new AwsException("InvalidChunkSizeError", 400, "Chunk size '%s' is not valid".formatted(hex));
    }

    private static AwsException incomplete() {
        return new AwsException("IncompleteBody", 400, "The request body terminated unexpectedly");
    }

    private static AwsException mismatch() {
        return new AwsException(
                "SignatureDoesNotMatch",
                403,
                "The chunk signature we calculated does not match the signature you provided");
    }
}
