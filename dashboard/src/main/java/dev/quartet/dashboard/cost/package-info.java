/** What a stack costs and what its caches save: prices, and arithmetic that shows itself. Knows no pages. */
@NullMarked
package dev.quartet.dashboard.cost;

import org.jspecify.annotations.NullMarked;
