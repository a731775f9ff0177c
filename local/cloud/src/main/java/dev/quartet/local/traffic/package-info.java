/** Realistic load: users who sign up, keep to-dos and files, by nothing but the stack's exports and public endpoints. */
@NullMarked
package dev.quartet.local.traffic;

import org.jspecify.annotations.NullMarked;
