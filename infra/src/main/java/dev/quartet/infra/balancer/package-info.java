/** Load balancers in the private network. */
@NullMarked
package dev.quartet.infra.balancer;

import org.jspecify.annotations.NullMarked;
