/** REST APIs in front of a function. */
@NullMarked
package dev.quartet.infra.rest;

import org.jspecify.annotations.NullMarked;
