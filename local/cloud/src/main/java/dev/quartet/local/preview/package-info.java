/** Answers the program's registrations without any cloud: made-up outputs by which the graph can be read. */
@NullMarked
package dev.quartet.local.preview;

import org.jspecify.annotations.NullMarked;
