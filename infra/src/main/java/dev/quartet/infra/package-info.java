/** The Pulumi program: what a stack consists of. */
@NullMarked
package dev.quartet.infra;

import org.jspecify.annotations.NullMarked;
