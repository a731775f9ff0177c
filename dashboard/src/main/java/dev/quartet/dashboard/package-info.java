/** The application and its shell. */
@NullMarked
package dev.quartet.dashboard;

import org.jspecify.annotations.NullMarked;
