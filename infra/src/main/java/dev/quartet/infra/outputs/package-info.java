/** The stack's exports, as Pulumi outputs and SSM parameters. */
@NullMarked
package dev.quartet.infra.outputs;

import org.jspecify.annotations.NullMarked;
