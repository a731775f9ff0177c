/** HTTP: conditions, ranges, answers. */
@NullMarked
package dev.quartet.updateserver.http;

import org.jspecify.annotations.NullMarked;
