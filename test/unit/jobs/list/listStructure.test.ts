import assert from 'node:assert/strict';
import { noFilter } from '../../../../src/jobs/list/jobFilter.ts';
import type { JobRecord } from '../../../../src/jobs/record.ts';
import { dayOf, rowOf, type JobRow } from '../../../../src/jobs/row.ts';
import { isOutdated, mayMove, sameStructure, structureOf } from '../../../../src/jobs/list/listStructure.ts';
import { record } from '../jobFixtures.ts';
import { clockShifts, daylightChanges, inBerlin } from '../manualClock.ts';

const seen = (Status: string, Progress = 0) => ({ RestoreId: 'r-1', Status, Progress, other: {} });
const noon = (day: number) => new Date(2026, 10, day, 12).getTime();
const ended = (id: string, endedAt: number) => rowOf(record(id, { state: 'refused', endedAt }));
const row = (id: string, more: Partial<JobRecord> = {}) => rowOf(record(id, { createdAt: noon(23), ...more }));

const all = [
  ended('old', noon(9)),
  ended('mid', noon(22)),
  row('run', { seen: seen('RUNNING') }),
  row('odd', { state: 'unclear' }),
  row('else', { external: true }),
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

  it('have jobs from a clock that was ahead at the top of the days, whatever the clock is set to', () => {
    const future = [ended('tomorrow', noon(24)), ended('soon', noon(23) + 600_000), ended('never', 1e308)];
    const days = (now: number) => [...structureOf([...all, ...future], noFilter, now).groups].slice(3, 6);
    for (const [, ms] of clockShifts) {
      const [furthest, ...others] = days(now + ms);
      assert.match(String(furthest?.[0]), /^275760-09-\d\d$/);
      assert.deepEqual(furthest?.[1], ['never']);
      assert.deepEqual(others, [
        ['2026-11-24', ['tomorrow']],
        ['2026-11-23', ['soon', 'newer', 'new']],
      ]);
    }
  });

  describe('on a clock that somebody sets', () => {
    inBerlin();
    const midday = Date.UTC(2026, 10, 23, 11);
    const rows = [-3, -2, -1, 0, 1, 2, 3].map((days) => ended(`day ${days}`, midday + days * 86_400_000));
    for (const [name, ms] of [...clockShifts, ['10 hours on while the machine sleeps', 36_000_000] as const]) {
      it(`stay as they are, and are drawn anew only where today is another day, where it is set ${name}`, () => {
        const before = structureOf(rows, noFilter, midday);
        const after = structureOf(rows, noFilter, midday + ms);
        assert.deepEqual([...after.groups], [...before.groups]);
        assert.equal(after.day, dayOf(midday + ms));
        const moves = dayOf(midday + ms) !== dayOf(midday);
        // At noon ten hours lead to no other day, nor do two.
        assert.equal(moves, Math.abs(ms) > 86_400_000);
        assert.deepEqual([isOutdated(before, midday + ms), !sameStructure(before, after)], [moves, moves]);
        const evening = midday + 11 * 3_600_000 + 3_300_000;
        assert.equal(isOutdated(structureOf(rows, noFilter, evening), evening + ms), ms > 0 || moves, 'at 23:55');
      });
    }

    for (const [name, at] of daylightChanges) {
      it(`are drawn anew with the offsets of times where clocks are ${name}`, () => {
        const before = structureOf(rows, noFilter, at - 1);
        assert.deepEqual([isOutdated(before, at - 60_000), isOutdated(before, at)], [false, true]);
        assert.equal(sameStructure(before, structureOf(rows, noFilter, at)), false);
        assert.equal(dayOf(at - 1), dayOf(at));
      });
    }
  });

  describe('in Berlin', () => {
    inBerlin();
    it('are of the local day, also on days of 23 and 25 hours', () => {
      for (const [first, last, day] of [
        ['2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z', '2026-10-25'],
        ['2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z', '2026-03-29'],
      ] as const) {
        const rows = [ended('a', Date.parse(first)), ended('b', Date.parse(last))];
        assert.deepEqual([...structureOf(rows, noFilter, Date.parse(last)).groups], [[day, ['b', 'a']]]);
        const next = structureOf([ended('c', Date.parse(last) + 1000)], noFilter, Date.parse(last));
        assert.notEqual([...next.groups.keys()][0], day);
      }
    });
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

  describe('of a filter', () => {
    const filter = { ...noFilter, statuses: ['RUNNING'] };
    const filtered = structureOf([...all, ended('hidden', noon(20))], filter, now);
    const rows: [string, string, JobRow | undefined, boolean][] = [
      ['change by a row that it hides from now on', 'run', row('run', { seen: seen('PAUSED') }), true],
      ['change by a new row that it hides, which is counted', 'another', ended('another', 3), true],
      ['change where a row that it hid is gone', 'hidden', undefined, true],
      ['stay where a row that it hid is another one', 'hidden', ended('hidden', noon(21)), false],
    ];
    for (const [what, id, next, moves] of rows) {
      it(what, () =>
        assert.equal(
          mayMove(filtered, [id], () => next, filter),
          moves,
        ),
      );
    }
  });

  it('are the same where the same rows stand under the same headers', () => {
    assert.equal(sameStructure(structure, structureOf([...all].reverse(), noFilter, now)), true);
    assert.equal(sameStructure(structure, structureOf(all, noFilter, noon(24))), false);
    assert.equal(sameStructure(structure, structureOf(all.slice(1), noFilter, now)), false);
  });
});
