/** Products and their prices: docs/api/catalog.yaml. */
@NullMarked
package dev.quartet.functions.services.catalog;

import org.jspecify.annotations.NullMarked;
