/** Elastic Load Balancing: Application Load Balancers with Lambda functions, instances and addresses as targets. */
@NullMarked
package dev.quartet.local.elb;

import org.jspecify.annotations.NullMarked;
