/** The formats in which a request can be written elsewhere, and what is parsed of a text in one of them. */
import * as l10n from '@vscode/l10n';
import type { RestoreRequest } from '../parameters.ts';

/** A request that could be sent, with the region that it goes to where that is known. */
export interface Call {
  readonly request: RestoreRequest;
  readonly region?: string | undefined;
  /** The profile of the CLI that signs it here, where one does. */
  readonly profile?: string | undefined;
  /** The host that it goes to, with the port where there is one; absent where that is the region's own. */
  readonly endpoint?: string | undefined;
  /** Whether it would go to the sandbox from here. A copy of it never does. */
  readonly isSandbox?: boolean | undefined;
}

/** What a person can copy a request as. */
export type Format = 'cli' | 'curl' | 'terraform' | 'typescript';

/** A parameter that a text says: its name as it is written there, its value as it would travel. */
export interface ParsedParameter {
  readonly name: string;
  readonly value: string;
  /** The text says JSON and leaves its layout open (`jsonencode`, an object), so that the layout may be changed. */
  readonly json?: boolean;
}

/** Something that a text says and a spec can't carry. No value is repeated: it could be a secret. */
export interface Skipped {
  readonly name: string;
  /** In the user's words. */
  readonly reason: string;
}

/** What was parsed of a text. */
export interface ParsedRequest {
  readonly parameters: readonly ParsedParameter[];
  readonly region?: string | undefined;
  readonly skipped: readonly Skipped[];
}

/** Why a parameter that is null is left. */
export const nullNotSent = () => l10n.t('it is null, which is not sent');

/** Says in the user's words why a text that is in one of the formats can't be read at all. */
export class UnreadableTextError extends Error {}

export const operation = 'CreateRestoreJob';
export const apiVersion = '2017-09-08';
