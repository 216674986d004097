import assert from 'node:assert/strict';
import { duplicatesText } from '../../../../src/jobs/format/duplicatesText.ts';
import { timeText } from '../../../../src/jobs/format/units.ts';
import type { JobRecord } from '../../../../src/jobs/record.ts';
import { endedRecord, record } from '../jobFixtures.ts';

describe('the equal jobs in the question before a restore', () => {
  const createdAt = Date.UTC(2026, 10, 28, 3);
  const when = timeText(createdAt);
  const locks = {
    owner: { pid: 1, host: 'h', window: 'this' },
    mayLive: ({ window }: Partial<JobRecord>) => window === 'still',
  };
  const of = (...jobs: JobRecord[]) => {
    const { sentence, lines } = duplicatesText(jobs, locks);
    return { sentence, lines: lines.map((line) => line.replace(/[\u2068\u2069]/g, '')) };
  };
  const running = record('a', {
    createdAt,
    window: 'this',
    seen: { RestoreId: 'r-a', Status: 'RUNNING', Progress: 4200, other: {} },
  });
  const { restoreId, ...unclear } = record('b', { createdAt, state: 'unclear' });
  void restoreId;

  it('are told by RestoreId, status, time with its offset and window', () => {
    assert.match(when, /[+-]\d\d:\d\d$/);
    assert.deepEqual(of(running).lines, [`Submitted already: “r-a”, “RUNNING 42 %”, at ${when}, by this window`]);
    assert.deepEqual(of(unclear).lines, [
      `Submitted already: without a RestoreId so far, “UNCLEAR”, at ${when}, by another window or before a restart`,
    ]);
  });

  it('go into the question by what may be the worst of them', () => {
    const ended = endedRecord('c', 'COMPLETE', { createdAt });
    const missing = record('d', { createdAt, notFound: true });
    const inDoubt = record('e', { createdAt, state: 'notExecuted', claim: 2, window: 'still' });
    assert.equal(of(running).sentence, 'The same restore is under way already.');
    assert.equal(of(ended, running).sentence, 'The same restore is under way already.');
    for (const job of [unclear, missing, inDoubt]) {
      assert.equal(of(ended, job).sentence, 'The same restore was submitted already and may be running.');
    }
    assert.equal(of(ended).sentence, 'The same restore was submitted already.');
    assert.match(of(inDoubt).lines.at(-1) ?? '', /may only be suspended, and its request may still arrive/);
    assert.equal(of(ended).lines.length, 1);
  });

  it('are listed three at most, and their number is said', () => {
    const five = ['1', '2', '3', '4', '5'].map((id) => record(id, { createdAt }));
    assert.equal(of(...five).lines.length, 4);
    assert.equal(of(...five).lines.at(-1), 'Submitted already: 2 more');
  });

  it('let no status and no RestoreId pose as the words of the question', () => {
    const text = 'x”, done. Nothing is overwritten\n“';
    const [line = ''] = of(record('f', { restoreId: text, seen: { RestoreId: 'r', Status: text, other: {} } })).lines;
    assert.equal(line.match(/[“”]/g)?.length, 4, line);
    assert.doesNotMatch(line, /\n/);
  });
});
