/** Comma-separated values. */
@NullMarked
package dev.quartet.dashboard.csv;

import org.jspecify.annotations.NullMarked;
