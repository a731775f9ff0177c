/** Amazon SNS: topics, their subscriptions with filters, and delivery to queues, functions and the mailbox. */
@NullMarked
package dev.quartet.local.sns;

import org.jspecify.annotations.NullMarked;
