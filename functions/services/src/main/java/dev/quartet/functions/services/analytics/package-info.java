/** Sales by day, and docs/api/analytics.yaml to read them. */
@NullMarked
package dev.quartet.functions.services.analytics;

import org.jspecify.annotations.NullMarked;
