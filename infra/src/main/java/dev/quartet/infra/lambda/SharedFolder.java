package dev.quartet.infra.lambda;

import com.pulumi.core.Output;

/** A folder of a file system that a function sees at a path under /mnt, through an access point. */
public record SharedFolder(Output<String> accessPointArn, String path) {}
