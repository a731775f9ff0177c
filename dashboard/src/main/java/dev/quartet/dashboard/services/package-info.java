/** Architecture 3: the shop's services, what they call and tell one another, and a page for each. */
@NullMarked
package dev.quartet.dashboard.services;

import org.jspecify.annotations.NullMarked;
