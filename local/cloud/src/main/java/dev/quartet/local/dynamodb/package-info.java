/** DynamoDB and its streams: DynamoDB Local as a process of its own behind authorisation, ARNs and metrics. */
@NullMarked
package dev.quartet.local.dynamodb;

import org.jspecify.annotations.NullMarked;
