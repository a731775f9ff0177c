package dev.quartet.local.apigateway.http;

import dev.quartet.local.core.ProvisionException;
import java.net.URI;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server named by its URL, {@code http://localhost:4605/{proxy}}: on this machine only. Immutable. */
final class PublicTarget implements HttpIntegration.Target {
    private static final Pattern VARIABLE = Pattern.compile("\\{([\\w.-]+)}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");
    private static final int HTTP = 80;

    private final URI server;
    private final String path;

    private PublicTarget(URI server, String path) {
        this.server = server;
        this.path = path;
    }

    /** Parses {@code uri}; refuses what is not an http address of this machine. */
    static PublicTarget parse(String owner, String uri) {
        var plain = VARIABLE.matcher(uri).replaceAll("variable");
        URI parsed;
        try {
            parsed = URI.create(plain);
        } catch (IllegalArgumentException e) {
            throw new ProvisionException(
                    "%s: BadRequestException: Invalid HTTP endpoint specified for URI: %s".formatted(owner, uri), e);
        }
        if (!"http".equals(parsed.getScheme()) || !LOOPBACK.contains(String.valueOf(parsed.getHost()))) {
            throw new ProvisionException(
                    "%s: integrationUri is %s; the local cloud calls http://localhost:<port> and 127.0.0.1 only"
                            .formatted(owner, uri));
        }
        int slash = uri.indexOf('/', "http://".length());
        int port = parsed.getPort() < 0 ? HTTP : parsed.getPort();
        return new PublicTarget(
                URI.create("http://" + parsed.getHost() + ":" + port), slash < 0 ? "/" : uri.substring(slash));
    }

    @Override
    public URI resolve(Call call) {
        return server;
    }

    @Override
    public String path(Call call) {
        return VARIABLE.matcher(path)
                .replaceAll(match -> Matcher.quoteReplacement(
                        Encoding.path(call.pathParameters().getOrDefault(match.group(1), ""))));
    }
}
