/** The command line, and the wiring of the local cloud's services. */
@NullMarked
package dev.quartet.local.cli;

import org.jspecify.annotations.NullMarked;
