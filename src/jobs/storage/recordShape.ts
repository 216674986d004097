/** Checks that what was read from the disk is a record, in every field that the code relies on. */
import { isRecord } from '../../cloud/json.ts';
import { isRestoreJob } from '../../cloud/restoreJob.ts';
import type { JobRecord } from '../record.ts';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const number: Check = (value) => typeof value === 'number';
const flag: Check = (value) => typeof value === 'boolean';
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const arrayOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const texts: Check = (value) => isRecord(value) && Object.values(value).every(text);
const shape =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isRecord(value) && Object.entries(fields).every(([name, check]) => check(value[name]));

const states = ['preparing', 'sending', 'submitted', 'refused', 'unclear', 'notExecuted'];

const hasRecordShape = shape({
  // The name of its file is made of it.
  id: (value) => typeof value === 'string' && /^[\w-]{1,100}$/.test(value),
  state: (value) => states.includes(value as string),
  account: shape({ signer: text, profile: text, region: text, endpoint: text, caller: optional(text) }),
  request: shape({ query: texts, body: texts }),
  fingerprint: optional(text),
  spec: text,
  createdAt: number,
  sentAt: optional(number),
  endedAt: optional(number),
  attempts: optional(arrayOf(shape({ sentAt: number, endedAt: number, message: text }))),
  host: optional(text),
  window: optional(text),
  boot: optional(text),
  uptime: optional(number),
  claim: optional(number),
  restoreId: optional(text),
  requestId: optional(text),
  failure: optional((value) => texts(value) && shape({ message: text, nextStep: text })(value)),
  candidates: optional(arrayOf(isRestoreJob)),
  baseline: optional(arrayOf(text)),
  adoption: optional(shape({ chosen: optional(flag), baseline: flag, createdAfterMs: optional(number) })),
  rejected: optional(arrayOf(text)),
  seen: optional(isRestoreJob),
  notFound: optional(flag),
  missingSince: optional(number),
  otherCaller: optional(flag),
  timeline: optional(arrayOf(shape({ status: text, at: number }))),
  samples: optional(arrayOf((value) => isRecord(value) && Object.values(value).every(number))),
  cancelAskedAt: optional(number),
  untold: optional(flag),
  untoldFinding: optional(flag),
});

export const isJobRecord = (value: unknown): value is JobRecord => hasRecordShape(value);
