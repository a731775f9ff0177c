/** Publishes software updates: from the releases bucket to the folder that the update servers share. */
@NullMarked
package dev.quartet.functions.updates;

import org.jspecify.annotations.NullMarked;
