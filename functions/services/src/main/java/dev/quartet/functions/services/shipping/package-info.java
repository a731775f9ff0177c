/** Shipments: what is to be sent to whom, and docs/api/shipping.yaml to read it. */
@NullMarked
package dev.quartet.functions.services.shipping;

import org.jspecify.annotations.NullMarked;
