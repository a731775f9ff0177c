/** Architecture 4: software updates, offloaded to the edge. */
@NullMarked
package dev.quartet.infra.updates;

import org.jspecify.annotations.NullMarked;
