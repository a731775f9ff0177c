package dev.quartet.local.kinesis;

import dev.quartet.local.aws.AwsCborProtocol;
import dev.quartet.local.aws.AwsJsonProtocol;
import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.JsonOperation;
import java.util.Map;
import java.util.Set;

/** Kinesis's API over CBOR 1.1, as the SDKs for Java speak it, and JSON 1.1, as all others do. Thread-safe. */
final class KinesisService implements AwsService {
    private final AwsCborProtocol cbor;
    private final AwsJsonProtocol json;

    KinesisService(Map<String, JsonOperation> operations) {
        cbor = new AwsCborProtocol(operations);
        json = new AwsJsonProtocol(operations);
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("kinesis");
    }

    @Override
    public Set<String> targetPrefixes() {
        return Set.of("Kinesis_20131202.");
    }

    @Override
    public void handle(AwsRequest request) throws Exception {
        if (AwsCborProtocol.speaks(request)) {
            cbor.handle(request);
        } else {
            json.handle(request);
        }
    }
}
