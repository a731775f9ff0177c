/** CloudFront's data plane: a shared cache with CloudFront's rules in front of a distribution's origins. */
@NullMarked
package dev.quartet.local.cloudfront.cache;

import org.jspecify.annotations.NullMarked;
