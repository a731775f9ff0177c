/** Amazon EventBridge Scheduler: schedules by rate, cron and time, which invoke their targets by the cloud's clock. */
@NullMarked
package dev.quartet.local.scheduler;

import org.jspecify.annotations.NullMarked;
