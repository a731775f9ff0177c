/** What is measured and how it is asked for: the table of metrics, time ranges, windows and series. */
@NullMarked
package dev.quartet.dashboard.metric;

import org.jspecify.annotations.NullMarked;
