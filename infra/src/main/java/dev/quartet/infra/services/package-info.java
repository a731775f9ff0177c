/** Architecture 3: a shop of microservices, each made by {@link dev.quartet.infra.services.Microservice}. */
@NullMarked
package dev.quartet.infra.services;

import org.jspecify.annotations.NullMarked;
