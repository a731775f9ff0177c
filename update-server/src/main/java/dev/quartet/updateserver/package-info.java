/** The server of software updates: starts by {@code java -jar}. */
@NullMarked
package dev.quartet.updateserver;

import org.jspecify.annotations.NullMarked;
