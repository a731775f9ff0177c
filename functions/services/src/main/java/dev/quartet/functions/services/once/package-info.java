/** Doing once what comes more than once. */
@NullMarked
package dev.quartet.functions.services.once;

import org.jspecify.annotations.NullMarked;
