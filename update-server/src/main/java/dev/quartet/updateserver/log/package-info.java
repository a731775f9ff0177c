/** The access log. */
@NullMarked
package dev.quartet.updateserver.log;

import org.jspecify.annotations.NullMarked;
