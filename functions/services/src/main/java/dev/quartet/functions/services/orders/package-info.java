/** Orders: docs/api/orders.yaml, the outbox that publishes what became of them, and the sweeper of those left undone. */
@NullMarked
package dev.quartet.functions.services.orders;

import org.jspecify.annotations.NullMarked;
