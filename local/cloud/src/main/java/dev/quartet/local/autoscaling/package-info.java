/** Amazon EC2 Auto Scaling: groups that keep their instances alive and their number to their load. */
@NullMarked
package dev.quartet.local.autoscaling;

import org.jspecify.annotations.NullMarked;
