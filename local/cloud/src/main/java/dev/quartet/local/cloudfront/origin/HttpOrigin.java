package dev.quartet.local.cloudfront.origin;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.cloudfront.config.Origin;
import dev.quartet.local.cloudfront.config.OriginException;
import dev.quartet.local.cloudfront.config.OriginException.Kind;
import dev.quartet.local.cloudfront.config.OriginRequest;
import dev.quartet.local.cloudfront.config.OriginResponse;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.InputStreamRequestContent;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.ByteBufferPool;
import org.jspecify.annotations.Nullable;

/** An HTTP server on loopback as origin: an API's or a load balancer's front door. Thread-safe. */
public final class HttpOrigin implements Origin {
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    private static final int BUFFER = 16 * 1024;
    private static final String NO_TYPE = "application/octet-stream";

    private final OriginClient client;
    private final Settings settings;

    /**
     * What the program says of the origin.
     *
     * @param originPath put before each path; empty or with a leading slash
     * @param customHeaders added to each request, in place of the viewer's
     * @param readTimeout for the answer's beginning, and between any two packets of it
     * @param attempts how often a connection is tried
     */
    public record Settings(
            String host,
            int port,
            String originPath,
            Map<String, String> customHeaders,
            Duration readTimeout,
            int attempts) {
        public Settings {
            requireNonNull(host, "host is null");
            requireNonNull(originPath, "originPath is null");
            customHeaders = Map.copyOf(customHeaders);
            requireNonNull(readTimeout, "readTimeout is null");
        }
    }

    /** Asks by {@code client}. */
    public HttpOrigin(OriginClient client, Settings settings) {
        this.client = requireNonNull(client, "client is null");
        this.settings = requireNonNull(settings, "settings is null");
    }

    @Override
    public String domainName() {
        return settings.host() + ":" + settings.port();
    }

    @Override
    public OriginResponse fetch(OriginRequest request) throws OriginException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(request);
            } catch (OriginException e) {
                if (e.kind() != Kind.CONNECT || attempt >= settings.attempts()) {
                    throw e;
                }
            }
        }
    }

    private OriginResponse once(OriginRequest request) throws OriginException, InterruptedException {
        var listener = new InputStreamResponseListener();
        prepare(request).send(listener);
        try {
            var response = listener.get(settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS);
            var fields = new ArrayList<Map.Entry<String, String>>();
            for (var field : response.getHeaders()) {
                if (!HOP_BY_HOP.contains(field.getName().toLowerCase(Locale.ROOT))) {
                    fields.add(Map.entry(field.getName(), field.getValue() == null ? "" : field.getValue()));
                }
            }
            return new OriginResponse(response.getStatus(), Headers.of(fields), listener.getInputStream());
        } catch (TimeoutException e) {
            throw new OriginException(
                    Kind.TIMEOUT, "%s did not answer in %s".formatted(domainName(), settings.readTimeout()), e);
        } catch (ExecutionException e) {
            var kind = kind(e.getCause());
            throw new OriginException(kind, "%s: %s".formatted(domainName(), e.getCause()), e);
        }
    }

    private Request prepare(OriginRequest request) {
        var target = settings.originPath() + request.path();
        var prepared = client.http()
                .newRequest(settings.host(), settings.port())
                .scheme("http")
                .method(request.method())
                .path(request.query() == null ? target : target + "?" + request.query())
                .idleTimeout(settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .headers(headers -> {
                    for (var field : request.headers().fields()) {
                        var name = field.getKey().toLowerCase(Locale.ROOT);
                        if (!HOP_BY_HOP.contains(name) && !name.equals("content-length") && !name.equals("expect")) {
                            headers.add(field.getKey(), field.getValue());
                        }
                    }
                    settings.customHeaders().forEach(headers::put);
                });
        if (request.contentLength() != 0) {
            var buffers = new ByteBufferPool.Sized(client.http().getByteBufferPool(), false, BUFFER);
            var type = request.headers().first("Content-Type").orElse(NO_TYPE);
            prepared.body(new InputStreamRequestContent(type, request.body(), buffers) {
                @Override
                public long getLength() {
                    return request.contentLength();
                }
            });
        }
        return prepared;
    }

    private static Kind kind(@Nullable Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return Kind.DNS;
        }
        if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
            return Kind.TIMEOUT;
        }
        if (cause instanceof ConnectException) {
            return Kind.CONNECT;
        }
        return cause instanceof EOFException || cause instanceof ClosedChannelException ? Kind.CLOSED : Kind.PROTOCOL;
    }
}
