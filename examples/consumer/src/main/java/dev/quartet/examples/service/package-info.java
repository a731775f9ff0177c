/** A service of another team, which learns from SSM parameters what it needs of Quartet. */
@NullMarked
package dev.quartet.examples.service;

import org.jspecify.annotations.NullMarked;
