import assert from 'node:assert/strict';
import { isTakenOver, reasonNotToSend } from '../../../src/jobs/fence.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { record } from './jobFixtures.ts';

describe('the fence before the first byte', () => {
  const { restoreId, ...rest } = record('a', { window: 'here', claim: 1 });
  void restoreId; // It has none yet.
  const sending: JobRecord = { ...rest, state: 'sending' };
  /** The reason where the disk has this record now, and the lock went untouched for so long. */
  const reason = (onDisk: JobRecord | undefined, untouchedMs = 0, written = sending) =>
    reasonNotToSend(
      written,
      { longestUntouchedMs: () => untouchedMs },
      { readNow: (id) => (id === 'a' ? onDisk : undefined), fileOf: (id) => `/jobs/${id}.json` },
    );

  it('lets pass what is on disk as this window wrote it', () => {
    assert.equal(reason(sending), undefined);
    assert.equal(reason({ ...sending, state: 'preparing' }, 0, { ...sending, state: 'preparing' }), undefined);
  });

  it('takes a record without a claim for the first one', () => {
    const { claim, ...old } = sending;
    void claim;
    assert.equal(isTakenOver(old, sending), false);
    assert.equal(isTakenOver(sending, old), false);
    assert.equal(isTakenOver({ ...old, claim: 2 }, old), true);
  });

  it('takes a record that somebody settled for taken over, also where the claim was not raised', () => {
    assert.equal(isTakenOver({ ...sending, state: 'preparing' }, sending), false);
    assert.equal(isTakenOver({ ...sending, state: 'unclear' }, sending), true);
  });

  const judged: [string, Partial<JobRecord>][] = [
    ['a raised claim', { claim: 2 }],
    ['another window', { window: 'there' }],
    ['another state', { state: 'unclear' }],
    ['an earlier step', { state: 'preparing' }],
  ];
  for (const [what, change] of judged) {
    it(`holds back where the disk has ${what}, and says that another window judged it`, () => {
      const { message = '', nextStep = '' } = reason({ ...sending, ...change }) ?? {};
      assert.match(
        message,
        /This window sent nothing: it was suspended, and another window settled the submission in the meantime\./,
      );
      assert.match(nextStep, /before you submit again/);
    });
  }

  it('holds back where another window may have taken the lock', () => {
    assert.equal(reason(sending, 8000), undefined);
    for (const ms of [8001, Infinity]) assert.match(reason(sending, ms)?.message ?? '', /suspended for too long/);
  });

  it('holds back where the record is gone, and names it', () => {
    assert.match(reason(undefined)?.message ?? '', /\/jobs\/a\.json\S+ is gone, so the request was not sent/);
  });

  it('holds back where the disk can not be read', () => {
    const readNow = () => {
      throw new Error('EIO');
    };
    assert.throws(
      () => reasonNotToSend(sending, { longestUntouchedMs: () => 0 }, { readNow, fileOf: () => '' }),
      /EIO/,
    );
  });
});
