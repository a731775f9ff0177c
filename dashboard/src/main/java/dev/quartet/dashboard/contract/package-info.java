/** The stack's exports as other teams meet them: every key with its value, and how to read it. */
@NullMarked
package dev.quartet.dashboard.contract;

import org.jspecify.annotations.NullMarked;
