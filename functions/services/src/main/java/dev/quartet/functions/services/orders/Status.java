package dev.quartet.functions.services.orders;

/** How far an order is. */
enum Status {
    /** Written down; its stock may be reserved or not. */
    PENDING,
    /** Its stock is reserved. */
    CONFIRMED,
    /** It came to nothing, and has no stock. */
    REJECTED
}
