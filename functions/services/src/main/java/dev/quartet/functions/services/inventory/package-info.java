/** Stock and its reservations: docs/api/inventory.yaml. */
@NullMarked
package dev.quartet.functions.services.inventory;

import org.jspecify.annotations.NullMarked;
