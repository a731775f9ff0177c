/** HTTP APIs (API Gateway v2) with the stages, links and alarms that they need. */
@NullMarked
package dev.quartet.infra.http;

import org.jspecify.annotations.NullMarked;
