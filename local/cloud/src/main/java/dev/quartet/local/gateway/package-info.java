/** The AWS API's front door: hosts, signatures, routing by service, reachability. */
@NullMarked
package dev.quartet.local.gateway;

import org.jspecify.annotations.NullMarked;
