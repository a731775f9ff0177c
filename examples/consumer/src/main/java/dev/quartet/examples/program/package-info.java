/** A Pulumi program of another team, which learns from a stack reference what it needs of Quartet. */
@NullMarked
package dev.quartet.examples.program;

import org.jspecify.annotations.NullMarked;
