/** Amazon EC2: launch templates, and instances that are processes of this machine. */
@NullMarked
package dev.quartet.local.ec2;

import org.jspecify.annotations.NullMarked;
