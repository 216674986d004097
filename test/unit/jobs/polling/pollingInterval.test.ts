import assert from 'node:assert/strict';
import {
  pollingIntervalSeconds,
  isFollowed,
  type PollingConditions,
} from '../../../../src/jobs/polling/pollingInterval.ts';
import type { JobRecord } from '../../../../src/jobs/record.ts';
import { record } from '../jobFixtures.ts';

describe('the poll interval', () => {
  it('waits between the floor and a minute, longer where nobody looks or looks fail', () => {
    const now = 100_000_000;
    const aged = (seconds: number, more: Partial<JobRecord> = {}) => [
      record('a', { createdAt: now - seconds * 1000, ...more }),
    ];
    const wait = (records: readonly JobRecord[], more: Partial<PollingConditions> = {}) =>
      pollingIntervalSeconds(records, ({ createdAt }) => now - createdAt, {
        floorSeconds: 2,
        focused: true,
        failures: 0,
        ...more,
      });
    assert.equal(wait(aged(0)), 2);
    assert.equal(wait(aged(600)), 20);
    assert.equal(wait(aged(86_400)), 60);
    assert.equal(wait([...aged(86_400), ...aged(90)]), 3);
    assert.equal(wait(aged(0), { failures: 3 }), 16);
    assert.equal(wait(aged(0), { failures: 300 }), 60);
    assert.equal(wait(aged(0), { floorSeconds: 300 }), 300);
    assert.equal(wait(aged(600), { focused: false }), 80);
    assert.equal(wait(aged(86_400), { focused: false }), 120);
    const samples = [0, 1, 2].map((step) => ({ at: now - 20_000 + step * 10_000, progress: 5000 + step * 400 }));
    // 40 hundredths a second: a percent takes 2.5 s.
    assert.equal(wait(aged(3600, { samples })), 2.5);
    const slow = [0, 1].map((step) => ({ at: now - 60_000 + step * 60_000, progress: 9700 + step * 100 }));
    // Two more percent at a percent a minute: the end is 2 min away.
    assert.equal(wait(aged(3600, { samples: slow })), 30);
    assert.equal(wait(aged(0, { notFound: true })), 60);
  });

  it('gives up a job that was not in the list for a day, until somebody asks', () => {
    const lost = record('lost', { notFound: true, missingSince: 1000 });
    const day = 86_400_000;
    assert.equal(isFollowed(lost, { missing: day - 1, known: day }), true);
    assert.equal(isFollowed(lost, { missing: day, known: day }), false);
    assert.equal(isFollowed(lost, { missing: day, known: 599_999 }), true, 'the window has just opened');
    const ended = record('ended', { seen: { RestoreId: 'r', Status: 'FAILED', other: {} } });
    assert.equal(isFollowed(ended, { missing: 0, known: 0 }), false);
  });
});
