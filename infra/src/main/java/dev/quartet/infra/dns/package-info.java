/** Names and certificates of a stack's own domains. */
@NullMarked
package dev.quartet.infra.dns;

import org.jspecify.annotations.NullMarked;
