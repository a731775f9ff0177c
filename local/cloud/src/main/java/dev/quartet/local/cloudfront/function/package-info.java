/** CloudFront functions: their own JavaScript on an engine without any way to the host. */
@NullMarked
package dev.quartet.local.cloudfront.function;

import org.jspecify.annotations.NullMarked;
