/** Standard logging v2: a distribution's access logs as files in a bucket. */
@NullMarked
package dev.quartet.local.cloudfront.logs;

import org.jspecify.annotations.NullMarked;
