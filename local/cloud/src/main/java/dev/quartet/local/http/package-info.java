/** A loopback-only HTTP server on virtual threads: the one way in which the local cloud listens. */
@NullMarked
package dev.quartet.local.http;

import org.jspecify.annotations.NullMarked;
