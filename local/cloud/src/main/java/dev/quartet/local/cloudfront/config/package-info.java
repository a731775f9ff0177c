/** What a distribution is, and what stands between the edge's control plane and its cache. Knows no server. */
@NullMarked
package dev.quartet.local.cloudfront.config;

import org.jspecify.annotations.NullMarked;
