package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a rule does. See
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html">AWS</a>. Immutable.
 */
sealed interface Action {
    /** To one of several target groups, in proportion to their weights. */
    record Forward(List<Share> shares) implements Action {
        public Forward {
            shares = List.copyOf(shares);
        }

        /** A group and its weight, 0 to 999. */
        record Share(TargetGroup group, int weight) {
            Share {
                requireNonNull(group, "group is null");
            }
        }

        /** Picks a group; empty when all weights are 0. */
        Optional<TargetGroup> pick() {
            if (shares.size() == 1) {
                return shares.getFirst().weight() > 0
                        ? Optional.of(shares.getFirst().group())
                        : Optional.empty();
            }
            int total = shares.stream().mapToInt(Share::weight).sum();
            if (total == 0) {
                return Optional.empty();
            }
            int at = ThreadLocalRandom.current().nextInt(total);
            for (var share : shares) {
                at -= share.weight();
                if (at < 0) {
                    return Optional.of(share.group());
                }
            }
            throw new IllegalStateException("weights changed while they were added up");
        }
    }

    /** An answer of the load balancer's own. */
    record FixedResponse(int status, String contentType, String body) implements Action {
        public FixedResponse {
            requireNonNull(contentType, "contentType is null");
            requireNonNull(body, "body is null");
        }
    }

    /** Sends the client elsewhere; {@code #{protocol}} and its like stand for the request's own parts. */
    record Redirect(int status, String protocol, String host, String port, String path, String query)
            implements Action {
        public Redirect {
            requireNonNull(protocol, "protocol is null");
            requireNonNull(host, "host is null");
            requireNonNull(port, "port is null");
            requireNonNull(path, "path is null");
            requireNonNull(query, "query is null");
        }

        /** Returns if it leads to where the request came to. */
        boolean isLoop() {
            return protocol.equals("#{protocol}")
                    && host.equals("#{host}")
                    && port.equals("#{port}")
                    && path.equals("/#{path}")
                    && query.equals("#{query}");
        }

        /** Returns where {@code request} is sent. */
        String location(Call request) {
            var scheme = fill(protocol, request).toLowerCase(java.util.Locale.ROOT);
            var toPort = fill(port, request);
            boolean usual = toPort.equals(scheme.equals("https") ? "443" : "80");
            var parameters = fill(query, request);
            return scheme + "://" + fill(host, request) + (usual ? "" : ":" + toPort) + fill(path, request)
                    + (parameters.isEmpty() ? "" : "?" + parameters);
        }

        private static String fill(String template, Call request) {
            if (!template.contains("#{")) {
                return template;
            }
            var rawPath = request.exchange().rawPath();
            var rawQuery = request.exchange().rawQuery();
            return template.replace("#{protocol}", request.listener().protocol())
                    .replace("#{host}", request.hostName())
                    .replace("#{port}", Integer.toString(request.listener().doorPort()))
                    .replace("#{path}", rawPath.substring(1)) // the template has the slash
                    .replace("#{query}", rawQuery == null ? "" : rawQuery);
        }
    }
}
