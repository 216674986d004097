/** How long each call may take, and how much of its response is read. */
import type { RequestLimits } from './http/httpClient.ts';

/** Time in ms for a program that gives keys: it may ask a person first. */
export const programMs = 60_000;

/** Limits of the calls of Cloud Backup; tests make them small. */
export interface ServiceLimits {
  /** Time in ms for getting the keys. Each way to get them has a shorter limit of its own, whose error names what took too long. */
  readonly credentialsMs: number;
  /** Time in ms for CreateRestoreJob: long, because giving up leaves it unknown whether the restore has started. */
  readonly createMs: number;
  /** Time in ms for each other call. */
  readonly otherMs: number;
  /** Bytes of a response; a full page of jobs has some hundred kB. */
  readonly responseBytes: number;
}

/** The most values of a response: a full page of jobs has some 7,000, a list of snapshots without pages more. */
export const mostResponseValues = 250_000;

export const serviceLimits: ServiceLimits = {
  // A program may give the keys by which roles are assumed.
  credentialsMs: programMs + 60_000,
  createMs: 60_000,
  otherMs: 30_000,
  responseBytes: 8_000_000,
};

/** No response with keys comes near so many bytes. */
const keysBytes = 200_000;

/** Each request for keys to STS, to a sign-in or to an address that the user names. */
export const keyRequestLimits: RequestLimits = { timeoutMs: 10_000, responseBytes: keysBytes };

/** Each request to an instance's metadata service, which is on the machine's own network or nowhere. */
export const metadataLimits: RequestLimits = { timeoutMs: 3000, responseBytes: keysBytes };

/** GetCallerIdentity. */
export const identityLimits: RequestLimits = { timeoutMs: 15_000, responseBytes: 100_000 };
