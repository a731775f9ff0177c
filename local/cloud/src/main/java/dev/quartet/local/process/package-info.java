/** Child processes that never outlive the local cloud: functions, DynamoDB, the dashboard. */
@NullMarked
package dev.quartet.local.process;

import org.jspecify.annotations.NullMarked;
