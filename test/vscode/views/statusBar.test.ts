import assert from 'node:assert/strict';
import { activityOf } from '../../../src/jobs/list/activity.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { rowOf } from '../../../src/jobs/row.ts';
import { statusBarOf } from '../../../src/views/statusBar.ts';
import { endedRecord, record } from '../../unit/jobs/jobFixtures.ts';

describe('the status bar', () => {
  const shown = (...records: JobRecord[]) => statusBarOf(activityOf(records.map((each) => rowOf(each))));
  const at = (id: string, percent: number) =>
    record(id, { seen: { RestoreId: 'r-1', Status: 'RUNNING', Progress: percent * 100, other: {} } });
  const odd = (id: string) => record(id, { state: 'unclear' });

  it('says nothing where nothing goes on here', () => {
    assert.equal(shown(), undefined);
    assert.equal(shown(endedRecord('a'), record('b', { external: true })), undefined);
  });

  it('says how far it is, in text and to a screen reader', () => {
    assert.equal(shown(at('a', 42.9))?.text, '$(sync~spin) Restore 42 %');
    assert.equal(shown(record('a'))?.text, '$(sync~spin) Restore');
    const three = shown(at('a', 40), at('b', 45), record('c'));
    assert.deepEqual(
      [three?.text, three?.label, three?.warns],
      ['$(sync~spin) 3 restores 42 %', '3 restores 42 %', false],
    );
  });

  it('warns of what is unclear', () => {
    assert.deepEqual([shown(odd('a'))?.text, shown(odd('a'))?.warns], ['$(question) 1 unclear restore', true]);
    assert.equal(
      shown(odd('a'), odd('b'), at('c', 1))?.text,
      '$(question) 2 unclear restores  $(sync~spin) Restore 1 %',
    );
  });

  it('names five jobs at most', () => {
    const all = Array.from({ length: 7 }, (_, index) => at(`a${index}`, index));
    const lines = shown(...all)?.tooltip.value.split('\n') ?? [];
    assert.equal(lines.length, 2 + 5 + 1);
    assert.match(lines.at(-1) ?? '', /and 2 more/);
  });
});
