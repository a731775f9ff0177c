/** What the views of architectures share: queries, readings, charts, topology. */
@NullMarked
package dev.quartet.dashboard.architecture;

import org.jspecify.annotations.NullMarked;
