/** Whether what was read from the disk is a record, in every part that something relies on. */
import { isRecord } from '../cloud/isRecord.ts';
import { isRestoreJob } from '../cloud/restoreJob.ts';
import type { JobRecord } from './record.ts';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const number: Check = (value) => typeof value === 'number';
const flag: Check = (value) => typeof value === 'boolean';
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const texts: Check = (value) => isRecord(value) && Object.values(value).every(text);
const shape =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isRecord(value) && Object.entries(fields).every(([name, check]) => check(value[name]));

const states = ['preparing', 'sending', 'submitted', 'refused', 'unclear', 'notExecuted'];

const fits = shape({
  // It is the name of a file.
  id: (value) => typeof value === 'string' && /^[\w-]{1,100}$/.test(value),
  state: (value) => states.includes(value as string),
  account: shape({ signer: text, profile: text, region: text, endpoint: text, caller: maybe(text) }),
  request: shape({ query: texts, body: texts }),
  fingerprint: maybe(text),
  spec: text,
  createdAt: number,
  sentAt: maybe(number),
  endedAt: maybe(number),
  attempts: maybe(listOf(shape({ sentAt: number, endedAt: number, message: text }))),
  host: maybe(text),
  window: maybe(text),
  restoreId: maybe(text),
  requestId: maybe(text),
  failure: maybe((value) => texts(value) && shape({ message: text, nextStep: text })(value)),
  candidates: maybe(listOf(isRestoreJob)),
  seen: maybe(isRestoreJob),
  notFound: maybe(flag),
  missingSince: maybe(number),
  otherCaller: maybe(flag),
  timeline: maybe(listOf(shape({ status: text, at: number }))),
  samples: maybe(listOf((value) => isRecord(value) && Object.values(value).every(number))),
  cancelAskedAt: maybe(number),
  untold: maybe(flag),
});

export const isJobRecord = (value: unknown): value is JobRecord => fits(value);
