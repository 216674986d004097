/** What tests of a preflight's checks look at in their results. */
import assert from 'node:assert/strict';
import { unknown, type CheckResult } from '../../../../src/live/preflight/check.ts';
import { plainQuotes } from '../../plainQuotes.ts';

/** What a check says, with plain quotation marks, and the parameter that it is about. */
export const said = (results: readonly CheckResult[], check: CheckResult['check']) => {
  const { message, parameter } = results.find((result) => result.check === check) ?? assert.fail(`no ${check}`);
  return [plainQuotes(message), parameter];
};
export const verdicts = (results: readonly CheckResult[]) =>
  Object.fromEntries(results.map(({ check, verdict }) => [check, verdict]));
export const outage = unknown('no answer');
export const allNotChecked = (results: readonly CheckResult[]) =>
  assert.ok(results.every(({ verdict, message }) => verdict === 'notChecked' && message !== ''));
