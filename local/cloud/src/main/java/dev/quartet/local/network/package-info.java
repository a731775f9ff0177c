/** The VPC as declared: subnets, routes, endpoints, security groups, and what they let through. */
@NullMarked
package dev.quartet.local.network;

import org.jspecify.annotations.NullMarked;
