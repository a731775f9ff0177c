/** Buckets that nobody reads anonymously. */
@NullMarked
package dev.quartet.infra.bucket;

import org.jspecify.annotations.NullMarked;
