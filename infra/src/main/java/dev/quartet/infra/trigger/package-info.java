/** What invokes functions by itself, each with a place for what fails. */
@NullMarked
package dev.quartet.infra.trigger;

import org.jspecify.annotations.NullMarked;
