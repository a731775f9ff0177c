/** What REST APIs and HTTP APIs have in common: ids, throttling, {@code $context} templates, access logs, mapped stages. */
@NullMarked
package dev.quartet.local.apigateway.shared;

import org.jspecify.annotations.NullMarked;
