/** AWS Lambda: functions as processes behind the Runtime API, versions, aliases, permissions, and its API. */
@NullMarked
package dev.quartet.local.lambda;

import org.jspecify.annotations.NullMarked;
