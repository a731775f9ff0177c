/** The stack-exports contract: what one deployed stack tells its dashboard, its local cloud and other teams. */
@NullMarked
package dev.quartet.exports;

import org.jspecify.annotations.NullMarked;
