/** What every part of the local cloud shares: registrations, callers, authorisation, metrics, logs. Knows no service. */
@NullMarked
package dev.quartet.local.core;

import org.jspecify.annotations.NullMarked;
