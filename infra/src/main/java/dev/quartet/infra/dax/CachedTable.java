package dev.quartet.infra.dax;

import com.pulumi.aws.dynamodb.Table;

/** A table that the cluster stands in front of; {@code indexed} tables are queried by their indexes too. */
public record CachedTable(Table table, boolean indexed) {}
