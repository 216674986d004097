import assert from 'node:assert/strict';
import { equalJob, fingerprint } from '../../../src/jobs/duplicates.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { accountAt, record, requestOf } from './helpers.ts';

describe('the same restore', () => {
  const account = accountAt('http://127.0.0.1:1');
  const nas = requestOf('NAS');
  const print = fingerprint(nas, account);
  const at = (records: JobRecord[]) => equalJob(records, print, { now: 1_000_000, withinMs: 600_000 })?.id;

  it('has one fingerprint, however its parameters are ordered and whoever signs', () => {
    const reversed = Object.fromEntries(Object.entries(nas.query).reverse());
    assert.equal(fingerprint({ ...nas, query: reversed }, { ...account, profile: 'other' }), print);
    assert.match(print, /^[0-9a-f]{64}$/);
  });

  it('is another one with another value, region or endpoint', () => {
    const others = [
      fingerprint({ ...nas, query: { ...nas.query, TargetFileSystemId: 'x' } }, account),
      fingerprint(nas, { ...account, region: 'cn-beijing' }),
      fingerprint(nas, accountAt('http://127.0.0.1:2')),
      fingerprint(requestOf('OSS'), account),
    ];
    assert.equal(new Set([print, ...others]).size, 5);
  });

  const ended = { seen: { RestoreId: 'r', Status: 'COMPLETE', other: {} } };
  const cases: [string, Partial<JobRecord>, boolean][] = [
    ['unclear, however old', { state: 'unclear', createdAt: 0 }, true],
    ['being sent', { state: 'sending' }, true],
    ['about to be sent again', { state: 'preparing' }, true],
    ['running, however old', { createdAt: 0 }, true],
    ['young, and ended', { ...ended, createdAt: 999_000 }, true],
    ['old, and ended', { ...ended, createdAt: 0 }, false],
    ['refused', { state: 'refused' }, false],
    ['not executed', { state: 'notExecuted' }, false],
  ];
  for (const [what, more, counts] of cases) {
    it(`${counts ? 'counts' : 'does not count'} where it is ${what}`, () => {
      const { restoreId, ...rest } = record('a', more);
      assert.equal(
        at([rest.state === 'submitted' ? { ...rest, restoreId: restoreId ?? '' } : rest]),
        counts ? 'a' : undefined,
      );
    });
  }

  it('is the newest of several, and none of another request', () => {
    assert.equal(at([record('a', { createdAt: 1 }), record('b', { createdAt: 2 })]), 'b');
    assert.equal(at([record('a', { request: requestOf('OSS') })]), undefined);
  });
});
