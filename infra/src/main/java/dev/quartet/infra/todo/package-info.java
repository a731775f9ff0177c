/** Architecture 1: a mobile app's back end. */
@NullMarked
package dev.quartet.infra.todo;

import org.jspecify.annotations.NullMarked;
