/** What the stack costs while nobody uses it. */
@NullMarked
package dev.quartet.infra.cost;

import org.jspecify.annotations.NullMarked;
