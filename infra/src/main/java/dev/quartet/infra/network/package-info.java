/** The private network and what can be reached from it. */
@NullMarked
package dev.quartet.infra.network;

import org.jspecify.annotations.NullMarked;
