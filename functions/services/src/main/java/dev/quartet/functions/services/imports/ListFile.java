package dev.quartet.functions.services.imports;

import dev.quartet.functions.common.Json;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A JSON object of some totals and, last, a list of lines with a reason each, which grows in /tmp and not in memory: there may be as many
 * as the file has lines, and the totals are known at the end.
 */
final class ListFile implements AutoCloseable {
    private final String listName;
    private final Path file;
    private final OutputStream out;
    private long size;

    ListFile(String listName) {
        this.listName = listName;
        try {
            file = Files.createTempFile("import-", ".json");
            out = new BufferedOutputStream(Files.newOutputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the function's temporary folder takes no file", e);
        }
    }

    void add(long line, String reason) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("line", line);
        entry.put("reason", reason);
        try {
            if (size > 0) {
                out.write(',');
            }
            out.write('\n');
            out.write(Json.bytes(entry));
            size++;
        } catch (IOException e) {
            throw new UncheckedIOException("the function's temporary folder is full", e);
        }
    }

    /** How many were added. */
    long size() {
        return size;
    }

    /** Puts the file: the same bytes however often it is done. */
    void put(S3Client s3, String bucket, String key, Map<String, Object> totals) throws IOException {
        out.flush();
        String object = new String(Json.bytes(totals), StandardCharsets.UTF_8);
        byte[] head =
                (object.substring(0, object.length() - 1) + ",\"" + listName + "\":[").getBytes(StandardCharsets.UTF_8);
        byte[] tail = "]}\n".getBytes(StandardCharsets.UTF_8);
        long length = head.length + Files.size(file) + tail.length;
        s3.putObject(
                put -> put.bucket(bucket).key(key).contentType("application/json"),
                RequestBody.fromContentProvider(() -> content(head, tail), length, "application/json"));
    }

    private InputStream content(byte[] head, byte[] tail) {
        try {
            return new SequenceInputStream(Collections.enumeration(List.of(
                    new ByteArrayInputStream(head), Files.newInputStream(file), new ByteArrayInputStream(tail))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
