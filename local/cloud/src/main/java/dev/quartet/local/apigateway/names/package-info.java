/** Custom domain names of REST and HTTP APIs: mappings of base paths to stages. */
@NullMarked
package dev.quartet.local.apigateway.names;

import org.jspecify.annotations.NullMarked;
