/** Architecture 4: what the edge keeps away from the origin. */
@NullMarked
package dev.quartet.dashboard.updates;

import org.jspecify.annotations.NullMarked;
