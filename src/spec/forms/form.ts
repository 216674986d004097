/** The ways in which a request can be written elsewhere, and what reading one of them back gives. */
import type { RestoreRequest } from '../parameters.ts';

/** A request that could be sent, with the region that it goes to where that is known. */
export interface Call {
  readonly request: RestoreRequest;
  readonly region?: string | undefined;
}

/** What a person can copy a request as. */
export type Form = 'cli' | 'curl' | 'terraform' | 'typescript';

/** A parameter as a text says it: its name as written there, its value as it would travel. */
export interface Found {
  readonly name: string;
  readonly value: string;
  /** The text says JSON and leaves its layout open (`jsonencode`, an object), so that the layout may be changed. */
  readonly json?: boolean;
}

/** Something that a text says and a spec can't carry. No value is repeated: it could be a secret. */
export interface Left {
  readonly name: string;
  readonly why: string;
}

/** What was read of a text in one of the forms. */
export interface Reading {
  readonly found: readonly Found[];
  readonly region?: string | undefined;
  readonly left: readonly Left[];
}

/** Why a text in one of the forms can't be read at all, in the user's words. */
export class Unreadable extends Error {}

export const operation = 'CreateRestoreJob';
export const apiVersion = '2017-09-08';
