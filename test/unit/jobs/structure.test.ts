import assert from 'node:assert/strict';
import { noFilter } from '../../../src/jobs/filter.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { rowOf, type JobRow } from '../../../src/jobs/row.ts';
import { mayMove, sameStructure, structureOf } from '../../../src/jobs/structure.ts';
import { record } from './helpers.ts';

const seen = (Status: string, Progress = 0) => ({ RestoreId: 'r-1', Status, Progress, other: {} });
const noon = (day: number) => new Date(2026, 10, day, 12).getTime();
const ended = (id: string, endedAt: number) => rowOf(record(id, { state: 'refused', endedAt }));
const row = (id: string, more: Partial<JobRecord> = {}) => rowOf(record(id, { createdAt: noon(23), ...more }));

const all = [
  ended('old', noon(9)),
  ended('mid', noon(22)),
  row('run', { seen: seen('RUNNING') }),
  row('odd', { state: 'unclear' }),
  row('else', { elsewhere: true }),
  ended('new', noon(23)),
  ended('newer', noon(23) + 1),
];
const now = noon(23);
const structure = structureOf(all, noFilter, now);

describe('the groups of the list', () => {
  it('are what goes on, what is unclear, what is of others, then the days', () => {
    assert.deepEqual(
      [...structure.groups],
      [
        ['running', ['run']],
        ['unclear', ['odd']],
        ['elsewhere', ['else']],
        ['2026-11-23', ['newer', 'new']],
        ['2026-11-22', ['mid']],
        ['2026-11-09', ['old']],
      ],
    );
  });

  it('are not there where they are empty, and tell how many are hidden', () => {
    const { groups, hidden } = structureOf(all, { ...noFilter, statuses: ['REFUSED'] }, now);
    assert.deepEqual([...groups.keys()], ['2026-11-23', '2026-11-22', '2026-11-09']);
    assert.equal(hidden, 3);
    assert.equal(structureOf([], noFilter, now).groups.size, 0);
  });

  const changes: [string, JobRow | undefined, string, boolean][] = [
    ['progress', row('run', { seen: seen('RUNNING', 5000) }), 'run', false],
    ['another status', row('run', { seen: seen('PAUSED') }), 'run', false],
    ['the end', ended('run', noon(23)), 'run', true],
    ['a removal', undefined, 'run', true],
    ['a new job', row('more'), 'more', true],
    ['another time', row('run', { createdAt: 5 }), 'run', true],
    ['another RestoreId, by which one of others may be this one', row('run', { restoreId: 'r-x' }), 'run', true],
    ['what was never there', undefined, 'nobody', false],
  ];
  for (const [what, next, id, moves] of changes) {
    it(`${moves ? 'change' : 'stay'} by ${what}`, () => {
      const changed = mayMove(structure, [id], () => next, noFilter);
      assert.equal(changed, moves);
    });
  }

  it('change by what the filter lets through', () => {
    const filter = { ...noFilter, statuses: ['RUNNING'] };
    const filtered = structureOf(all, filter, now);
    assert.equal(
      mayMove(filtered, ['new'], () => ended('new', 3), filter),
      false,
    );
    assert.equal(
      mayMove(filtered, ['run'], () => row('run', { seen: seen('PAUSED') }), filter),
      true,
    );
  });

  it('are the same where the same rows stand under the same headers', () => {
    assert.equal(sameStructure(structure, structureOf([...all].reverse(), noFilter, now)), true);
    assert.equal(sameStructure(structure, structureOf(all, noFilter, noon(24))), false);
    assert.equal(sameStructure(structure, structureOf(all.slice(1), noFilter, now)), false);
  });
});
