package dev.quartet.functions.services.orders;

/** Why an order was rejected. */
enum Reason {
    /** There was too little of something. */
    OUT_OF_STOCK,
    /** Nobody came back to it while it was pending. */
    ABANDONED
}
