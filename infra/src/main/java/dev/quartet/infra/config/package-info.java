/** The stack's configuration, read once into one validated record. */
@NullMarked
package dev.quartet.infra.config;

import org.jspecify.annotations.NullMarked;
