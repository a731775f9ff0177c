/** Gives failed records and dead letters another try, through the AWS API as any client. */
@NullMarked
package dev.quartet.local.redrive;

import org.jspecify.annotations.NullMarked;
