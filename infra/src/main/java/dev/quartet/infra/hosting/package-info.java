/** The dashboard on AWS: containers behind a public load balancer, in a network of their own. */
@NullMarked
package dev.quartet.infra.hosting;

import org.jspecify.annotations.NullMarked;
