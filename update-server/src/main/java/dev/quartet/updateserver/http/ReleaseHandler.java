package dev.quartet.updateserver.http;

import static java.util.Objects.requireNonNull;

import dev.quartet.updateserver.releases.Readiness;
import dev.quartet.updateserver.releases.ReleaseFile;
import dev.quartet.updateserver.releases.Releases;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests: health, and files of releases. Thread-safe. */
public final class ReleaseHandler extends Handler.Abstract {
    /** Where load balancers ask for health. */
    public static final String HEALTH = "/healthz";

    private static final Logger log = LoggerFactory.getLogger(ReleaseHandler.class);
    private static final String NEVER_KEPT = "no-store";
    private static final String RETRY_SECONDS = "5";

    private final Releases releases;
    private final Readiness readiness;
    private final FileSender sender;

    /** Serves {@code releases}; {@code sender}'s buffers are the server's. */
    ReleaseHandler(Releases releases, Readiness readiness, FileSender sender) {
        this.releases = requireNonNull(releases, "releases is null");
        this.readiness = requireNonNull(readiness, "readiness is null");
        this.sender = requireNonNull(sender, "sender is null");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            answer(request, response, callback);
        } catch (IOException e) {
            callback.failed(e); // the client is gone, or the file broke off: the connection is cut
        }
        return true;
    }

    private void answer(Request request, Response response, Callback callback) throws IOException {
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        var method = request.getMethod();
        var path = String.valueOf(request.getHttpURI().getPath());
        if (!method.equals("GET") && !method.equals("HEAD")) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            text(response, callback, 405, "Method Not Allowed");
        } else if (path.equals(HEALTH)) {
            health(response, callback);
        } else {
            file(request, response, callback, path);
        }
    }

    private void health(Response response, Callback callback) {
        switch (readiness.state()) {
            case READY -> text(response, callback, 200, "ok");
            case WAITING -> text(response, callback, 503, "the releases were not seen yet");
            case STOPPING -> text(response, callback, 503, "stopping");
        }
    }

    private void file(Request request, Response response, Callback callback, String path) throws IOException {
        Optional<ReleaseFile> found;
        try {
            found = releases.find(path);
        } catch (Releases.UnavailableException e) {
            log.warn("{}", e.getMessage());
            unavailable(response, callback);
            return;
        }
        if (found.isEmpty()) {
            text(response, callback, 404, "Not Found");
            return;
        }
        serve(request, response, callback, found.get());
    }

    private void serve(Request request, Response response, Callback callback, ReleaseFile file) throws IOException {
        var tag = file.entityTag();
        switch (Conditions.evaluate(request.getHeaders(), tag, file.modified())) {
            case FAILED -> text(response, callback, 412, "Precondition Failed");
            case NOT_MODIFIED -> {
                validators(response, file, tag);
                response.setStatus(304);
                callback.succeeded();
            }
            case PROCEED -> content(request, response, callback, file, tag);
        }
    }

    private void content(Request request, Response response, Callback callback, ReleaseFile file, String tag)
            throws IOException {
        var header = request.getHeaders().get(HttpHeader.RANGE);
        // RFC 9110, 14.2: a Range means something with GET alone.
        var range = header != null
                        && request.getMethod().equals("GET")
                        && Conditions.rangeApplies(request.getHeaders(), tag, file.modified())
                ? ByteRange.parse(header, file.size())
                : Optional.<ByteRange>empty();
        if (range.isPresent() && !range.get().satisfiable()) {
            response.getHeaders().put(HttpHeader.CONTENT_RANGE, "bytes */" + file.size());
            text(response, callback, 416, "Range Not Satisfiable");
            return;
        }
        try (var channel = FileSender.open(file.path())) {
            begin(response, file, tag, range);
            if (request.getMethod().equals("HEAD")) {
                callback.succeeded();
                return;
            }
            body(request, response, callback, file, range, channel);
        } catch (NoSuchFileException e) { // removed in between
            text(response, callback, 404, "Not Found");
        }
    }

    private void body(
            Request request,
            Response response,
            Callback callback,
            ReleaseFile file,
            Optional<ByteRange> range,
            FileChannel channel)
            throws IOException {
        sender.send(
                request,
                response,
                file,
                channel,
                range.map(ByteRange::first).orElse(0L),
                range.map(ByteRange::length).orElse(file.size()));
        callback.succeeded();
    }

    private static void begin(Response response, ReleaseFile file, String tag, Optional<ByteRange> range) {
        validators(response, file, tag);
        var headers = response.getHeaders();
        headers.put(HttpHeader.ACCEPT_RANGES, "bytes");
        headers.put(HttpHeader.CONTENT_TYPE, file.contentType());
        headers.put(HttpHeader.CONTENT_LENGTH, range.map(ByteRange::length).orElse(file.size()));
        response.setStatus(range.isPresent() ? 206 : 200);
        range.ifPresent(part -> headers.put(
                HttpHeader.CONTENT_RANGE, "bytes %d-%d/%d".formatted(part.first(), part.last(), file.size())));
    }

    private static void validators(Response response, ReleaseFile file, String tag) {
        response.getHeaders()
                .put(HttpHeader.ETAG, tag)
                .put(HttpHeader.LAST_MODIFIED, Conditions.date(file.modified()))
                .put(HttpHeader.CACHE_CONTROL, file.cacheControl());
    }

    /** Not a 404, which caches would keep: nobody knows whether the file exists. */
    private static void unavailable(Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
        text(response, callback, 503, "Service Unavailable");
    }

    private static void text(Response response, Callback callback, int status, String text) {
        response.setStatus(status);
        response.getHeaders()
                .put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8")
                .put(HttpHeader.CACHE_CONTROL, NEVER_KEPT);
        response.write(true, ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)), callback);
    }
}
