/** What architectures with a distribution use of CloudFront and of us-east-1. */
@NullMarked
package dev.quartet.infra.edge;

import org.jspecify.annotations.NullMarked;
