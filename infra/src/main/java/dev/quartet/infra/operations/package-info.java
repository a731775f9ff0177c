/** Alarms, budget, dashboards and who may read them. */
@NullMarked
package dev.quartet.infra.operations;

import org.jspecify.annotations.NullMarked;
