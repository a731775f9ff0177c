package dev.quartet.local.kinesis;

import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.RecordStreams;
import dev.quartet.local.core.ResourceModule;
import java.util.HashMap;

/** Amazon Kinesis Data Streams: its API, the program's streams, and the streams as functions read them. Thread-safe. */
public final class Kinesis {
    private static final long MEMORY = 96L * 1024 * 1024;

    private final KinesisService api;
    private final StreamResources resources;
    private final KinesisStreams mapped;

    /** Creates it without streams. */
    public Kinesis(CloudContext context, Authorizer authorizer, Metrics metrics) {
        var streams = new Streams(context, metrics, new MemoryBudget(MEMORY));
        var access = new Access(streams, authorizer);
        var iterators = new Iterators(context.clock());
        var records = new RecordOperations(streams, access, iterators);
        var operations = new HashMap<String, JsonOperation>();
        operations.putAll(new StreamOperations(streams, access).operations());
        operations.putAll(new ShardOperations(streams, access).operations());
        operations.putAll(new TagOperations(access).operations());
        operations.putAll(records.operations());
        api = new KinesisService(operations);
        resources = new StreamResources(streams);
        mapped = new KinesisStreams(access, records, iterators);
    }

    /** Returns its API. */
    public AwsService api() {
        return api;
    }

    /** Returns the handlers of the program's streams. */
    public ResourceModule resources() {
        return resources;
    }

    /** Returns the streams for event source mappings. */
    public RecordStreams streams() {
        return mapped;
    }
}
