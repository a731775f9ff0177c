/** CloudFront's control plane: what the program registers becomes distributions that serve; and CloudFront's own API. */
@NullMarked
package dev.quartet.local.cloudfront.control;

import org.jspecify.annotations.NullMarked;
