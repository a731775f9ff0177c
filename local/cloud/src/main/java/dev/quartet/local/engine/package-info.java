/** Pulumi's engine in small: runs the program as a child, answers its registrations over Pulumi's own gRPC protocol. */
@NullMarked
package dev.quartet.local.engine;

import org.jspecify.annotations.NullMarked;
