/** What the architectures of a stack share. */
@NullMarked
package dev.quartet.infra.shared;

import org.jspecify.annotations.NullMarked;
