/** CloudWatch: metrics counted from what happened, read as AWS reads them, and alarms that change state. */
@NullMarked
package dev.quartet.local.cloudwatch;

import org.jspecify.annotations.NullMarked;
