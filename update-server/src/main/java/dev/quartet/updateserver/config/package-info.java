/** What the environment says. */
@NullMarked
package dev.quartet.updateserver.config;

import org.jspecify.annotations.NullMarked;
