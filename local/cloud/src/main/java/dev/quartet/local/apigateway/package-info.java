/** API Gateway's REST APIs (v1): what a deployment captured, served by stages on loopback ports, with the response cache. */
@NullMarked
package dev.quartet.local.apigateway;

import org.jspecify.annotations.NullMarked;
