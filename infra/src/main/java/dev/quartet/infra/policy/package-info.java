/** IAM policy documents, typed and without wildcards where a resource has an ARN. */
@NullMarked
package dev.quartet.infra.policy;

import org.jspecify.annotations.NullMarked;
