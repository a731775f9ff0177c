/** Reading CloudWatch: batched, paginated GetMetricData with its failures told apart. */
@NullMarked
package dev.quartet.dashboard.cloudwatch;

import org.jspecify.annotations.NullMarked;
