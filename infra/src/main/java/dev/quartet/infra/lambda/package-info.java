/** Java functions on Lambda, each with a role, a log group, an alias and alarms of its own. */
@NullMarked
package dev.quartet.infra.lambda;

import org.jspecify.annotations.NullMarked;
