/** The Costs view: what caches saved, what the stack and the dashboard cost; every figure opens to its arithmetic. */
@NullMarked
package dev.quartet.dashboard.costs;

import org.jspecify.annotations.NullMarked;
