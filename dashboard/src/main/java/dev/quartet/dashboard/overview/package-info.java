/** The Overview: five headline tiles. */
@NullMarked
package dev.quartet.dashboard.overview;

import org.jspecify.annotations.NullMarked;
