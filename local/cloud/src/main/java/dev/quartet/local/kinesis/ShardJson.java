package dev.quartet.local.kinesis;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shards as the API tells of them. */
final class ShardJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ShardJson() {}

    /** Returns a shard as DescribeStream and ListShards have it. */
    static ObjectNode of(Shard shard) {
        var node = NODES.objectNode().put("ShardId", shard.id());
        var parents = shard.parents();
        if (!parents.isEmpty()) {
            node.put("ParentShardId", parents.getFirst());
        }
        if (parents.size() > 1) {
            node.put("AdjacentParentShardId", parents.get(1));
        }
        range(node, shard);
        var numbers = node.putObject("SequenceNumberRange").put("StartingSequenceNumber", shard.firstNumber());
        shard.lastNumber().ifPresent(last -> numbers.put("EndingSequenceNumber", last));
        return node;
    }

    /** Returns a shard as GetRecords has it at the end of its parent. */
    static ObjectNode child(Shard shard) {
        var node = NODES.objectNode().put("ShardId", shard.id());
        var parents = node.putArray("ParentShards");
        shard.parents().forEach(parents::add);
        range(node, shard);
        return node;
    }

    private static void range(ObjectNode node, Shard shard) {
        node.putObject("HashKeyRange")
                .put("StartingHashKey", shard.range().start().toString())
                .put("EndingHashKey", shard.range().end().toString());
    }
}
