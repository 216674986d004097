import assert from 'node:assert/strict';
import {
  adoptJob,
  afterWindowClosed,
  isNewFinding,
  isToBeTold,
  markNotExecuted,
  withoutAdoption,
} from '../../../../src/jobs/reconciliation/outcomes.ts';
import type { JobRecord } from '../../../../src/jobs/record.ts';
import { record, requestOf } from '../jobFixtures.ts';

/** A record without a RestoreId. */
function without(id: string, more: Partial<JobRecord>): JobRecord {
  const { restoreId, ...rest } = record(id, more);
  void restoreId; // It has none yet.
  return rest;
}

const jobNamed = (RestoreId: string) => ({ RestoreId, Status: 'RUNNING', other: {} });
const failure = { message: 'No answer came.', nextStep: 'Wait.', code: 'ECONNRESET' };
/** What a search leaves in a record. */
const searched = { candidates: [jobNamed('r-1')], otherCaller: true, untoldFinding: true } as const;

describe('a submission that is taken over', () => {
  it('gets a higher claim each time, so that the window that had it sends nothing any more', () => {
    for (const state of ['preparing', 'sending'] as const) {
      const sending = without('a', { state });
      assert.equal(afterWindowClosed(sending, 2_000_000).claim, 2);
      assert.equal(afterWindowClosed({ ...sending, claim: 4 }, 2_000_000).claim, 5);
    }
  });

  it('keeps its claim where its outcome stands already', () => {
    const submitted = record('a', { claim: 1 });
    assert.equal(afterWindowClosed(submitted, 2_000_000), submitted);
  });

  it('was not sent where it waited, for the reason of its last attempt', () => {
    const waiting = without('a', { state: 'preparing' });
    assert.match(afterWindowClosed(waiting, 1).failure?.message ?? '', /closed before the request was sent/);
    assert.deepEqual(afterWindowClosed({ ...waiting, failure }, 1), {
      ...waiting,
      state: 'refused',
      failure,
      claim: 2,
    });
  });

  it('is unclear where it was being sent, and ended when an attempt ends at the latest', () => {
    const sending = without('a', { state: 'sending', sentAt: 1_000_000 });
    const soon = afterWindowClosed(sending, 1_001_000);
    assert.deepEqual([soon.state, soon.endedAt], ['unclear', 1_001_000]);
    assert.match(soon.failure?.message ?? '', /closed before the answer came/);
    assert.equal(afterWindowClosed(sending, 9_000_000).endedAt, 1_120_000);
  });
});

describe('a finding about an unclear submission', () => {
  const unclear = without('a', { state: 'unclear', failure, baseline: ['r-0'], claim: 2 });
  const adoption = { baseline: true, createdAfterMs: 5 };

  it('makes it the job that was found, and nothing stays of what was asked before', () => {
    const { seen, timeline, samples, ...adopted } = adoptJob({ ...unclear, ...searched }, jobNamed('r-1'), 7, adoption);
    const { failure: old, ...rest } = unclear;
    assert.deepEqual(adopted, { ...rest, state: 'submitted', restoreId: 'r-1', adoption });
    assert.deepEqual([seen, timeline], [jobNamed('r-1'), [{ status: 'RUNNING', at: 7 }]]);
    assert.deepEqual([samples?.length, old], [1, failure]);
  });

  it('is taken back whole where a person says that the job is another one, which is never taken again', () => {
    const adopted = {
      ...adoptJob({ ...unclear, rejected: ['r-9'] }, jobNamed('r-1'), 7, adoption),
      ...{ notFound: true, missingSince: 8, cancelAskedAt: 9, untold: true, untoldFinding: true },
    };
    const { failure: said, ...rejected } = withoutAdoption(adopted);
    const { failure: old, ...rest } = unclear;
    assert.deepEqual(rejected, { ...rest, rejected: ['r-9', 'r-1'] });
    assert.match(said?.message ?? '', /^You said that r-1 is not the job/);
    assert.notEqual(said, old);
  });

  it('ends it where it started nothing, with the reason of its failure kept', () => {
    const { failure: said, ...ended } = markNotExecuted({ ...unclear, ...searched });
    const { failure: old, baseline, ...rest } = unclear;
    void [old, baseline]; // The reason is a part of the new one.
    assert.deepEqual(ended, { ...rest, state: 'notExecuted' });
    assert.deepEqual([said?.code, said?.nextStep], [failure.code, 'Submit again if you still want the restore.']);
    assert.match(said?.message ?? '', /nothing was restored\. No answer came\.$/);
  });

  it('is new with another state or with more candidates, unless another one is asked about with the same', () => {
    const found = { ...unclear, candidates: [jobNamed('r-2'), jobNamed('r-1')] };
    const later = { ...found, id: 'b', createdAt: unclear.createdAt + 1, candidates: found.candidates.toReversed() };
    assert.equal(isNewFinding(markNotExecuted(unclear), unclear, []), true);
    assert.equal(isNewFinding(unclear, unclear, []), false);
    assert.equal(isNewFinding(found, found, []), false);
    assert.equal(isNewFinding(found, unclear, [found]), true);
    assert.equal(isNewFinding(found, unclear, [found, later]), false);
    assert.equal(isNewFinding(later, unclear, [found, later]), true);
    const others: Partial<JobRecord>[] = [
      { state: 'submitted' },
      { candidates: [jobNamed('r-1')] },
      { request: requestOf('OSS') },
    ];
    for (const other of others) assert.equal(isNewFinding(found, unclear, [{ ...later, ...other }]), true);
  });

  it('is told where it is what a person waits for, or asks them something', () => {
    const told = (state: JobRecord['state'], count: number) =>
      isToBeTold({ ...unclear, state, candidates: Array.from({ length: count }, () => jobNamed('r-1')) });
    assert.deepEqual([told('submitted', 0), told('notExecuted', 0), told('unclear', 1)], [true, true, true]);
    assert.deepEqual([told('unclear', 0), told('refused', 1), isToBeTold(unclear)], [false, false, false]);
  });
});
