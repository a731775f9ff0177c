/** Systems Manager's parameter store. */
@NullMarked
package dev.quartet.local.ssm;

import org.jspecify.annotations.NullMarked;
