/** API Gateway's HTTP APIs (v2): routes, Lambda and private integrations, IAM and JWT authorisation, on loopback ports. */
@NullMarked
package dev.quartet.local.apigateway.http;

import org.jspecify.annotations.NullMarked;
