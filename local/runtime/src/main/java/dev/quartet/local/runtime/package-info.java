/** What runs inside a child process of the local cloud: the Lambda runtime loop and the DynamoDB launcher. */
@NullMarked
package dev.quartet.local.runtime;

import org.jspecify.annotations.NullMarked;
