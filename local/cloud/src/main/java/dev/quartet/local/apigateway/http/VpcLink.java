package dev.quartet.local.apigateway.http;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Placement;

/** Network interfaces in a VPC through which APIs reach what is private. Immutable. */
record VpcLink(String id, String name, Placement placement) {
    VpcLink {
        requireNonNull(id, "id is null");
        requireNonNull(name, "name is null");
        requireNonNull(placement, "placement is null");
    }
}
