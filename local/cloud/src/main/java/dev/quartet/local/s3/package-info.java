/** S3: buckets, objects with versions, policies, CORS. Its own storage, in files. */
@NullMarked
package dev.quartet.local.s3;

import org.jspecify.annotations.NullMarked;
