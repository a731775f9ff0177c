/** The headline figures: formulas as data, their values, and their JSON. */
@NullMarked
package dev.quartet.dashboard.figure;

import org.jspecify.annotations.NullMarked;
