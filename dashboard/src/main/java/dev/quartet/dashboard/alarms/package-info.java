/** The Alarms view: all alarms with their state, and a page for each with its history and what it watches. */
@NullMarked
package dev.quartet.dashboard.alarms;

import org.jspecify.annotations.NullMarked;
