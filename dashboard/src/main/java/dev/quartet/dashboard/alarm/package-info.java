/** The stack's alarms: their state, what they watch, and to which architecture they belong. */
@NullMarked
package dev.quartet.dashboard.alarm;

import org.jspecify.annotations.NullMarked;
