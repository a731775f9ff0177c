/** The stack's exports: where they come from and which metrics they stand for. */
@NullMarked
package dev.quartet.dashboard.stack;

import org.jspecify.annotations.NullMarked;
