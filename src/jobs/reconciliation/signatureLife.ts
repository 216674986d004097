/**
 * The service takes no request whose date is further than this from its own clock, in ms. It is the API gateway's rule for every
 * signed request, and the reason for two others here: a request can't be executed any later, and of two clocks that are further apart
 * one is wrong.
 */
export const signatureLifeMs = 15 * 60_000;
