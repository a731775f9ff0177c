/** Amazon Kinesis Data Streams, in memory: shards, records in order, resharding, limits. */
@NullMarked
package dev.quartet.local.kinesis;

import org.jspecify.annotations.NullMarked;
