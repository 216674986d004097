/** The times of the bench, in ms. They are shorter than the product's own, and keep the order that those have. */

/** The client's time limit for a restore. */
export const createMs = 1000;
/** Longer than the client waits. */
export const lateMs = 1500;
/** How long after its attempt a job may turn up and be known by its time alone. */
export const graceMs = 3000;
/** How long after the first look a request may still arrive. The product's is longer than a request's signature is good for. */
export const proofMs = 6000;
/** How often the holder of a lock touches it, and when an untouched one is stale. */
export const touchMs = 500;
export const staleMs = 3000;
/** When the product's own are stale. */
export const lockAgeMs = 10_000;
/** The time between the first two looks. */
export const firstIntervalMs = 250;
