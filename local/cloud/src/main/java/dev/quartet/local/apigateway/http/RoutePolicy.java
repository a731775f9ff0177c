package dev.quartet.local.apigateway.http;

import dev.quartet.local.apigateway.shared.TokenBucket;
import org.jspecify.annotations.Nullable;

/** What a stage does about one route. Thread-safe. */
record RoutePolicy(@Nullable TokenBucket bucket, @Nullable ApiMetrics metrics) {}
