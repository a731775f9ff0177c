package dev.quartet.local.aws;

import java.util.Map;
import java.util.Set;

/** Serves the same operations in JSON, query/XML and CBOR, whichever the request speaks. Thread-safe. */
public final class RpcProtocols {
    private final AwsJsonProtocol json;
    private final QueryProtocol query;
    private final CborProtocol cbor;

    /** Serves {@code operations}; the other parameters are {@link QueryProtocol}'s. */
    public RpcProtocols(String namespace, Map<String, JsonOperation> operations, Set<String> maps) {
        this.json = new AwsJsonProtocol(operations);
        this.query = new QueryProtocol(namespace, operations, maps);
        this.cbor = new CborProtocol(operations);
    }

    /** Answers {@code request}, errors included. */
    public void handle(AwsRequest request) throws Exception {
        if (CborProtocol.speaks(request)) {
            cbor.handle(request);
        } else if (request.exchange().header("X-Amz-Target").isPresent()) {
            json.handle(request);
        } else {
            query.handle(request);
        }
    }
}
