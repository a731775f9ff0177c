package dev.quartet.local.cloudfront.control;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.ErrorForm;
import dev.quartet.local.aws.XmlWriter;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.CloudContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * CloudFront's API, version 2020-05-31, REST-XML: invalidations, and what there is. Thread-safe. See <a
 * href="https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Operations.html">operations</a>.
 */
final class CloudFrontApi implements AwsService {
    private static final Pattern PATH = Pattern.compile(
            "/2020-05-31/distribution(?:/(?<id>[A-Z0-9]+)(?<rest>/config|/invalidation(?:/(?<invalidation>[A-Z0-9]+))?)?)?/?");

    private final CloudContext context;
    private final Edges edges;
    private final Authorizer authorizer;

    CloudFrontApi(CloudContext context, Edges edges, Authorizer authorizer) {
        this.context = requireNonNull(context, "context is null");
        this.edges = requireNonNull(edges, "edges is null");
        this.authorizer = requireNonNull(authorizer, "authorizer is null");
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("cloudfront");
    }

    @Override
    public void handle(AwsRequest request) throws Exception {
        try {
            var answer = run(request);
            var headers = new LinkedHashMap<>(answer.headers());
            headers.put("Content-Type", "text/xml");
            headers.put("x-amzn-RequestId", request.requestId());
            request.exchange().respond(answer.status(), headers, answer.xml().toBytes());
        } catch (AwsException e) {
            // REST-XML writes errors as query/XML does.
            ErrorForm.QUERY.respond(request.exchange(), e, request.requestId());
        }
    }

    private record Answer(int status, Map<String, String> headers, XmlWriter xml) {}

    private Answer run(AwsRequest request) throws Exception {
        var exchange = request.exchange();
        var path = PATH.matcher(exchange.rawPath());
        if (!path.matches()) {
            throw unknown(request);
        }
        var id = path.group("id");
        var rest = Optional.ofNullable(path.group("rest")).orElse("");
        var invalidation = path.group("invalidation");
        boolean get = exchange.method().equals("GET");
        if (id == null) {
            if (!get || !rest.isEmpty()) {
                throw unknown(request);
            }
            require(request, "ListDistributions", "*");
            return new Answer(200, Map.of(), DistributionXml.list(edges.all()));
        }
        if (rest.isEmpty() && get) {
            var edge = edge(request, "GetDistribution", id);
            return new Answer(200, Map.of("ETag", Ids.of("etag " + id)), DistributionXml.whole(edge));
        }
        if (rest.equals("/config") && get) {
            var edge = edge(request, "GetDistributionConfig", id);
            return new Answer(200, Map.of("ETag", Ids.of("etag " + id)), DistributionXml.config(edge));
        }
        if (invalidation != null && get) {
            var edge = edge(request, "GetInvalidation", id);
            var found = edge.invalidation(invalidation)
                    .orElseThrow(() -> new AwsException(
                            "NoSuchInvalidation", 404, "The specified invalidation does not exist: " + invalidation));
            return new Answer(200, Map.of(), InvalidationXml.whole(found));
        }
        if (rest.equals("/invalidation") && get) {
            var edge = edge(request, "ListInvalidations", id);
            return new Answer(200, Map.of(), InvalidationXml.list(edge.invalidations()));
        }
        if (rest.equals("/invalidation") && exchange.method().equals("POST")) {
            return invalidate(request, id);
        }
        throw unknown(request);
    }

    private Answer invalidate(AwsRequest request, String id) throws Exception {
        var edge = edge(request, "CreateInvalidation", id);
        var batch = InvalidationXml.read(request.exchange());
        var created = edge.invalidate(
                batch.callerReference(), batch.paths(), context.clock().instant());
        if (!created.paths().equals(batch.paths())) {
            throw new AwsException(
                    "InvalidationBatchAlreadyExists",
                    400,
                    "The caller reference %s was used for other paths".formatted(batch.callerReference()));
        }
        var location = "%s/2020-05-31/distribution/%s/invalidation/%s".formatted(context.endpoint(), id, created.id());
        return new Answer(201, Map.of("Location", location), InvalidationXml.whole(created));
    }

    private Edge edge(AwsRequest request, String action, String id) {
        require(request, action, "arn:aws:cloudfront::%s:distribution/%s".formatted(context.accountId(), id));
        return edges.find(id)
                .orElseThrow(() -> new AwsException(
                        "NoSuchDistribution", 404, "The specified distribution does not exist: " + id));
    }

    private void require(AwsRequest request, String action, String resource) {
        try {
            authorizer.require(AccessRequest.of(request.caller(), "cloudfront:" + action, resource));
        } catch (AwsException e) {
            throw e.code().equals("AccessDeniedException") ? new AwsException("AccessDenied", 403, e.getMessage()) : e;
        }
    }

    private static AwsException unknown(AwsRequest request) {
        return new AwsException(
                "NotImplemented",
                501,
                "The local cloud does not know this operation: %s %s"
                        .formatted(
                                request.exchange().method(), request.exchange().rawPath()));
    }
}
