/** What the shop's services share. */
@NullMarked
package dev.quartet.functions.services;

import org.jspecify.annotations.NullMarked;
