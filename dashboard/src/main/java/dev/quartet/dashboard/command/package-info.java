/** What the dashboard asks CloudWatch, as a line for a shell. */
@NullMarked
package dev.quartet.dashboard.command;

import org.jspecify.annotations.NullMarked;
