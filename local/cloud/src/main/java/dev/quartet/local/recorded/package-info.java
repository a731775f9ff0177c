/** Resources whose effect is AWS's own: remembered, answered with ids and ARNs, shown as recorded. */
@NullMarked
package dev.quartet.local.recorded;

import org.jspecify.annotations.NullMarked;
