/** Tiles: a headline's figures with change, sparkline and formula. */
@NullMarked
package dev.quartet.dashboard.tile;

import org.jspecify.annotations.NullMarked;
