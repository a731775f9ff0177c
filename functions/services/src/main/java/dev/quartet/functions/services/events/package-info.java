/** The events that services tell each other: docs/events. */
@NullMarked
package dev.quartet.functions.services.events;

import org.jspecify.annotations.NullMarked;
