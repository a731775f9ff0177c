package dev.quartet.local.aws;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.http.BodyTooLargeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;

/**
 * AWS query/XML: form parameters in ({@link QueryForm}), XML out. Arrays become {@code <member>} elements, {@link Instant}s
 * ISO 8601. See <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">Smithy</a>. Thread-safe.
 */
public final class QueryProtocol {
    private static final int MAX_BODY = 16 * 1024 * 1024;

    private final String namespace;
    private final Map<String, JsonOperation> operations;
    private final Set<String> maps;

    /**
     * Serves {@code operations} by name.
     *
     * @param namespace of the answers, for example {@code https://sts.amazonaws.com/doc/2011-06-15/}
     * @param maps names of output members that are maps, not structures: they become {@code <entry>} elements
     */
    public QueryProtocol(String namespace, Map<String, JsonOperation> operations, Set<String> maps) {
        this.namespace = namespace;
        this.operations = Map.copyOf(operations);
        this.maps = Set.copyOf(maps);
    }

    /** Answers {@code request}, errors included. */
    public void handle(AwsRequest request) throws Exception {
        try {
            var parameters = parameters(request);
            var action = parameters.getOrDefault("Action", "");
            var operation = operations.get(action);
            if (operation == null) {
                throw new AwsException(
                        "InvalidAction",
                        400,
                        "The local cloud does not know the action " + action + " of " + namespace);
            }
            var input = QueryForm.tree(parameters);
            input.remove("Action");
            input.remove("Version");
            var output = operation.run(request, input);
            var xml = new XmlWriter().open(action + "Response", namespace).open(action + "Result");
            members(xml, output);
            xml.close(action + "Result");
            xml.open("ResponseMetadata")
                    .element("RequestId", request.requestId())
                    .close("ResponseMetadata");
            xml.close(action + "Response");
            request.exchange()
                    .respond(
                            200,
                            Map.of("Content-Type", "text/xml", "x-amzn-RequestId", request.requestId()),
                            xml.toBytes());
        } catch (AwsException e) {
            ErrorForm.QUERY.respond(request.exchange(), e, request.requestId());
        }
    }

    private static Map<String, String> parameters(AwsRequest request) throws IOException {
        var exchange = request.exchange();
        var result = new LinkedHashMap<String, String>();
        var query = exchange.rawQuery();
        if (query != null) {
            result.putAll(QueryForm.parse(query));
            result.keySet().removeIf(name -> name.startsWith("X-Amz-"));
        }
        try {
            result.putAll(QueryForm.parse(new String(exchange.body(MAX_BODY), StandardCharsets.UTF_8)));
        } catch (BodyTooLargeException e) {
            throw new AwsException("RequestEntityTooLarge", 413, "The request body is over " + MAX_BODY + " bytes");
        }
        return result;
    }

    private void members(XmlWriter xml, JsonNode structure) {
        structure.properties().forEach(member -> {
            var value = member.getValue();
            if (!value.isNull()) {
                xml.open(member.getKey());
                if (value.isObject() && maps.contains(member.getKey())) {
                    entries(xml, value);
                } else {
                    value(xml, value);
                }
                xml.close(member.getKey());
            }
        });
    }

    private void entries(XmlWriter xml, JsonNode map) {
        map.properties().forEach(pair -> {
            xml.open("entry").element("key", pair.getKey()).open("value");
            value(xml, pair.getValue());
            xml.close("value").close("entry");
        });
    }

    private void value(XmlWriter xml, JsonNode value) {
        if (value.isObject()) {
            members(xml, value);
        } else if (value.isArray()) {
            for (var element : value) {
                xml.open("member");
                value(xml, element);
                xml.close("member");
            }
        } else if (value instanceof POJONode pojo) {
            xml.text(String.valueOf(pojo.getPojo()));
        } else {
            xml.text(value.asString());
        }
    }
}
