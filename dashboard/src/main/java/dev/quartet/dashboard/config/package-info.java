/** Configuration under quartet, validated. */
@NullMarked
package dev.quartet.dashboard.config;

import org.jspecify.annotations.NullMarked;
