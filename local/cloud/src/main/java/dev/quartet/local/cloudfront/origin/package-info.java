/** What stands behind an edge: buckets, asked in process, and HTTP servers. */
@NullMarked
package dev.quartet.local.cloudfront.origin;

import org.jspecify.annotations.NullMarked;
